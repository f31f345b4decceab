"""Sign-in through an OpenID Connect service; allauth finds the provider in this module by its name.

Beyond allauth's generic provider: the ID token's signature is always verified, a nonce binds it to the browser that
asked, userinfo may be a signed JWT (as ProConnect answers), and only name and address are kept.
"""

import secrets
from typing import Any

import jwt
import structlog
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from requests import RequestException

log = structlog.get_logger(__name__)

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a private key only: never HS256, whose key would be public here, never none."""
NONCES = "oidc_nonces"
"""Session key of the nonces that were sent and not yet come back."""


class OidcAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Talks to the service."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the service sends people back to."""
        del app
        return str(build_absolute_uri(request, reverse("oidc_callback")))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Verify the ID token, fetch userinfo, and make sure that both speak of the same person."""
        credential = kwargs["response"].get("id_token")
        if not credential:
            raise OAuth2Error("the service sent no ID token")
        claims = self._verified(credential, app.client_id, required=("iss", "aud", "exp", "sub"))
        nonces = request.session.get(NONCES, [])
        if claims.get("nonce") not in nonces:
            raise OAuth2Error("the ID token was not made for this browser")
        request.session[NONCES] = [nonce for nonce in nonces if nonce != claims["nonce"]]
        userinfo = self._fetch_user_info(token.token)
        if userinfo.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo speaks of someone else than the ID token")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": {**claims, **userinfo}})

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/json, application/jwt"}
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers=headers)
            response.raise_for_status()
        if response.headers.get("Content-Type", "").startswith("application/jwt"):
            return self._verified(response.text.strip(), self.get_provider().app.client_id, required=("sub",))
        answer: dict[str, Any] = response.json()
        return answer

    def _verified(self, credential: str, audience: str, *, required: tuple[str, ...]) -> dict[str, Any]:
        """The claims of a JWT that the service signed, for us, and that has not expired."""
        try:
            header = jwt.get_unverified_header(credential)
            claims: dict[str, Any] = jwt.decode(
                credential,
                key=self._key(header.get("kid")),
                algorithms=list(ALGORITHMS),
                options={"require": list(required), "verify_aud": False, "verify_iss": False},
                leeway=30,
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("the service's answer is not signed as it should be") from error
        audiences = claims.get("aud", audience)
        if audience not in (audiences if isinstance(audiences, list) else [audiences]):
            raise OAuth2Error("the service's answer is meant for someone else")
        if claims.get("iss", self.openid_config["issuer"]) != self.openid_config["issuer"]:
            raise OAuth2Error("the answer comes from another service")
        return claims

    def _key(self, kid: str | None) -> jwt.PyJWK:
        """The service's key with this name, or its only one."""
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        keys = [key for key in response.json()["keys"] if key.get("use", "sig") == "sig"]
        found = [key for key in keys if key.get("kid") == kid] if kid else keys
        if len(found) != 1:
            raise OAuth2Error("the service does not publish the key that it signed with")
        return jwt.PyJWK.from_dict(found[0])


class OidcAccount(ProviderAccount):  # type: ignore[misc]
    """An account of the service, as our pages show it."""

    def to_str(self) -> str:
        """Its address, or its number."""
        return str(self.account.extra_data.get("email") or self.account.uid)


class OidcProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one service of this instance, from the settings PARVIS_OIDC_*."""

    id = "oidc"
    account_class = OidcAccount
    oauth2_adapter_class = OidcAdapter
    pkce_enabled_default = True

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        """The address that begins a sign-in."""
        del request
        return reverse("oidc_login") + (f"?{urlencode(kwargs)}" if kwargs else "")

    def get_callback_url(self) -> str:
        """The address that ends it."""
        return reverse("oidc_callback")

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Send to the service with a nonce; whatever else the address asked for is ignored."""
        nonce = secrets.token_urlsafe(24)
        request.session[NONCES] = [*request.session.get(NONCES, []), nonce][-5:]
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        kwargs["scope"] = self.get_scope()
        answer: HttpResponse = super().redirect(request, process, next_url, data, **kwargs)
        return answer

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep what is shown on the account page, and nothing else."""
        return {key: data["userinfo"][key] for key in ("sub", "email", "name") if key in data["userinfo"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Name and address; ProConnect calls the family name `usual_name`."""
        fields: dict[str, Any] = super().extract_common_fields(data)
        fields["last_name"] = fields["last_name"] or data["userinfo"].get("usual_name")
        return fields


def login(request: HttpRequest) -> HttpResponse:
    """Begin a sign-in; 404 where no service is set."""
    return _answer(OAuth2LoginView, request)


def callback(request: HttpRequest) -> HttpResponse:
    """End a sign-in."""
    return _answer(OAuth2CallbackView, request)


def _answer(view: Any, request: HttpRequest) -> HttpResponse:
    adapter = OidcAdapter(request, OidcProvider.id)
    if not get_adapter(request).list_apps(request, provider=OidcProvider.id):
        raise Http404
    try:
        response: HttpResponse = view.adapter_view(adapter)(request)
    except (RequestException, LookupError, ValueError) as error:
        # The service is down, or says something that no OpenID Connect service says.
        log.warning("accounts.oidc_failed", reason=type(error).__name__)
        response = render_authentication_error(request, adapter.get_provider(), exception=error)
    return response


provider_classes = [OidcProvider]
