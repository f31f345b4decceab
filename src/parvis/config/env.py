"""Typed readers of the environment that refuse what they cannot read, in a sentence."""

import ipaddress
import os
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def text(name: str, default: str = "") -> str:
    """The variable `name`, or the content of the file that `name`_FILE points to, or the default for nothing."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE points to {path}, which cannot be read: {error.strerror}."
            ) from error
    return os.environ.get(name, "").strip() or default


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
    if not value.removeprefix("-").isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def numbers(name: str, default: str, *, least: int = 0, most: int = 10**9) -> list[int]:
    """A list of whole numbers separated by commas, each between `least` and `most`, and each greater than the last."""
    found = words(name, default)
    if not all(word.isdecimal() and least <= int(word) <= most for word in found):
        raise ImproperlyConfigured(f"{name} takes whole numbers from {least} to {most}, separated by commas.")
    values = [int(word) for word in found]
    if values != sorted(set(values)):
        raise ImproperlyConfigured(f"{name} takes numbers that grow: {default}.")
    return values


def choice(name: str, default: str, options: tuple[str, ...]) -> str:
    """One of the options."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


def url(name: str, default: str, *, schemes: tuple[str, ...]) -> SplitResult | None:
    """An address with one of the schemes, or None when there is neither a value nor a default.

    The refusal never repeats the value: it may hold a password.
    """
    value = text(name, default)
    if not value:
        return None
    try:
        address = urlsplit(value)
        _ = address.port  # raises for what is not a port
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not an address that can be read. A port is a number; in names and passwords, "
            "write %2F for /, %3A for :, %40 for @, %23 for # and %3F for ?."
        ) from None
    if address.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must start with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    return address


def time_zone(name: str, default: str) -> str:
    """The name of a time zone that this machine knows."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(f"{name} must name a time zone such as Europe/Paris, not {value!r}.") from error
    return value


def networks(name: str) -> list[Network]:
    """A list of addresses and networks, such as 127.0.0.1 and 10.0.0.0/8."""
    found: list[Network] = []
    for word in words(name):
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} takes addresses and networks such as 127.0.0.1 or 10.0.0.0/8; {word!r} is neither."
            ) from error
    return found
