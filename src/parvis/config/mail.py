"""Where mails are handed over, from one variable."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("smtp", "smtps", "console")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class MailSettings:
    """What Django's mail backends read. Without a backend there is nowhere to deliver to, and mails wait."""

    backend: str = ""
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    implicit_tls: bool = False


def mail_settings(address: SplitResult | None) -> MailSettings:
    """Read `smtp://`, `smtps://`, `console://`, or nothing.

    `smtp://` speaks TLS after STARTTLS unless the server is on this machine or the address says `?tls=no`;
    `smtps://` speaks TLS from the first byte.
    """
    if address is None:
        return MailSettings()
    if address.scheme == "console":
        return MailSettings(backend="django.core.mail.backends.console.EmailBackend")
    if not address.hostname:
        raise ImproperlyConfigured("EMAIL_URL must name a server: smtp://user:password@mail.example.org:587.")
    implicit = address.scheme == "smtps"
    starttls = not implicit and _starttls(address)
    return MailSettings(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=address.hostname,
        port=address.port or (465 if implicit else 587 if starttls else 25),
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        starttls=starttls,
        implicit_tls=implicit,
    )


def _starttls(address: SplitResult) -> bool:
    options = parse_qs(address.query, keep_blank_values=True)
    value = options.pop("tls", [""])[0]
    if options or value not in {"", "yes", "no"}:
        raise ImproperlyConfigured("EMAIL_URL takes one option after its question mark: tls=yes or tls=no.")
    return value == "yes" if value else address.hostname not in LOOPBACK
