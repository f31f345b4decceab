"""Typed readers of the environment that refuse what they cannot read, in a sentence."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable `name`, or the content of the file that `name`_FILE points to, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE points to {path}, which cannot be read: {error.strerror}."
            ) from error
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off; refuses anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    """A whole number between `least` and `most`, both included."""
    value = text(name)
    if not value:
        return default
    if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, options: tuple[str, ...]) -> str:
    """One of the options."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


@dataclass(frozen=True)
class Smtp:
    """Where mails are handed in; no host means nowhere."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def smtp(name: str) -> Smtp:
    """An SMTP server: smtps://user:password@host (TLS from the start), smtp+starttls://… or smtp://… (in the clear)."""
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    value = text(name)
    if not value:
        return Smtp()
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from error
    if url.scheme not in ports or not url.hostname:
        raise ImproperlyConfigured(
            f"{name} must look like smtps://user:password@mail.example.org; smtp+starttls:// and smtp:// work too."
        )
    return Smtp(
        host=url.hostname,
        port=port or ports[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=url.scheme == "smtp+starttls",
        tls=url.scheme == "smtps",
    )
