"""Sign-in through another service by OpenID Connect."""

from dataclasses import dataclass
from urllib.parse import SplitResult

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Oidc:
    """An OpenID Connect service: where it is, who we are to it, what its button says."""

    issuer: str
    origin: str
    client_id: str
    client_secret: str
    name: str


def oidc_settings(*, issuer: SplitResult | None, client_id: str, client_secret: str, name: str) -> Oidc | None:
    """None when nothing is set; refuses what is set by half."""
    if issuer is None and not client_id and not client_secret:
        return None
    if issuer is None or not issuer.hostname or not client_id or not client_secret:
        raise ImproperlyConfigured(
            "Sign-in by OpenID Connect needs PARVIS_OIDC_ISSUER, PARVIS_OIDC_CLIENT_ID and PARVIS_OIDC_CLIENT_SECRET, "
            "all three."
        )
    return Oidc(
        issuer=issuer.geturl().rstrip("/"),
        origin=f"{issuer.scheme}://{issuer.netloc}",
        client_id=client_id,
        client_secret=client_secret,
        name=name or issuer.hostname,
    )
