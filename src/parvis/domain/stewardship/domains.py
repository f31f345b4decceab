"""What a mail address says about an organisation, and when it says nothing."""

from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

LANGUAGE_PATHS = frozenset({"", "fr", "en", "fr-fr", "en-gb", "en-us", "index.html", "index.php", "home", "accueil"})
"""Paths of a website that still mean the whole site; any other path is a page on someone's site."""


@cache
def public_domains() -> frozenset[str]:
    """Domains at which anyone can have an address or a page."""
    text = (files("parvis.domain.stewardship") / "data" / "public_mail_domains.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def is_public(domain: str) -> bool:
    """True when the domain, or one above it, is open to anyone, or is no full domain."""
    labels = domain.split(".")
    return len(labels) < 2 or any(".".join(labels[start:]) in public_domains() for start in range(len(labels) - 1))


def mail_domain(email: str) -> str:
    """What follows the @, in lower case and ASCII."""
    return _ascii(email.rsplit("@", 1)[-1].strip().lower().rstrip("."))


def host_of(url: str) -> str:
    """The host of a website without www., in lower case and ASCII; nothing for what is no web address."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return _ascii(host.rstrip(".")).removeprefix("www.")


def is_whole_site(url: str) -> bool:
    """True when the address is that of a whole site, not of a page on it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path.strip("/").lower() in LANGUAGE_PATHS and not parts.query


def is_under(host: str, domain: str) -> bool:
    """True when the host is the domain or lies below it."""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
