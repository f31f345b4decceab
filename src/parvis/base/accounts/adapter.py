"""How allauth behaves here: mails through the queue in the reader's language, our words, acts in the log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.services.mails import mail_headers, site_name
from parvis.core import journal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without user names."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is deactivated."),
        "email_password_mismatch": _("This address and this password do not go together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right."),
        "incorrect_password": _("This password is not right."),
        "rate_limited": _("That was too often in a short time. Wait a few minutes, then try again."),
        "too_many_login_attempts": _("That was too often in a short time. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up is open to everyone, or only to whoever came by an invitation."""
        return settings.SIGN_UP == "open" or bool(request.session.get("account_verified_email"))

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001,FBT002 -- allauth's signature
        """Store a new account in the language of the page, and log that it signed up."""
        user.language = translation.get_language() or ""
        user.name = " ".join(str(form.cleaned_data.get("name") or user.name).split())[:150]
        with transaction.atomic():
            super().save_user(request, user, form, commit=commit)
            if user.pk is not None:
                journal.record(actor=user, verb="accounts.signed_up", target=user)
        return user

    def set_password(self, user: User, password: str) -> None:
        """Change, set or reset a password; hashing it is slow, so it comes before the transaction."""
        user.set_password(password)
        with transaction.atomic():
            user.save(update_fields=["password"])
            journal.record(actor=user, verb="accounts.password_changed", target=user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """After signing in, this browser reads in the language that the account chose."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language in dict(settings.LANGUAGES):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=365 * 24 * 3600,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A mailed code is always one of the ways: whoever has no password must be able to confirm too."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code of your application or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = [{**method, "description": words.get(method["id"], method["description"])} for method in methods]
        if user.is_authenticated:
            url = reverse("account_reauthenticate_by_code")
            methods.append({"id": "mailed_code", "description": _("Use a mailed code"), "url": url})
        return methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page about signing in."""
        del request
        return reverse("account:security")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render in the language of the account that has this address, or else of the page, and send."""
        account = User.objects.filter(email=email).first()
        language = (account.language if account else "") or translation.get_language() or settings.LANGUAGE_CODE
        values = {"base_url": settings.BASE_URL, "site_name": site_name(), "email": email, **context}
        values.pop("request", None)
        with translation.override(language):
            EmailMultiAlternatives(
                subject=" ".join(render_to_string(f"{template_prefix}_subject.txt", values).split()),
                body=render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n",
                to=[email],
                headers=mail_headers(template_prefix, secret="code" in context),
            ).send()

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """The browser's own words, shortened."""
        return request.headers.get("User-Agent", "?")[:HTTP_USER_AGENT_MAX_LENGTH]


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This second factor cannot be removed."),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor first."),
        "incorrect_code": _("This code is not right."),
        "unverified_email": _("Confirm your address before you add a second factor."),
    }

    def _get_site_name(self) -> str:
        return site_name()

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 -- allauth's signature
        """A name to begin with; its owner can change it."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey %(number)s")) % {"number": number}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts of an OpenID Connect service."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _(
            "An account with this address exists already. Sign in to it first, then connect your %s account."
        ),
        "no_password": _("Choose a password first, so that you can still sign in."),
        "no_verified_email": _("Confirm your address first, so that you can still sign in."),
        "connected_other": _("This outside account is connected to another account here."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take the name that the service gives."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = [data.get("name")] if data.get("name") else [data.get("first_name"), data.get("last_name")]
        user.name = " ".join(str(part) for part in parts if part)[:150]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Store an account that signs up through the service, and log it."""
        sociallogin.user.language = translation.get_language() or ""
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form=form)
            if form is None:
                journal.record(actor=user, verb="accounts.signed_up", target=user)
        return user
