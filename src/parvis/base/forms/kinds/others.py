"""Links and consents."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from parvis.base.forms.kinds.words import as_text

Options = Mapping[str, Any]

is_address = URLValidator(schemes=("http", "https"))


def take_link(_options: Options, raw: Any) -> str | None:
    """The address, with https:// where nothing stands before it."""
    text = as_text(raw).strip()
    return f"https://{text}" if text and "://" not in text and "." in text else text or None


def problems_of_link(_options: Options, value: Any) -> list[str]:
    """That it is no address of the web."""
    try:
        is_address(as_text(value))
    except ValidationError:
        return [_("Write the whole address of a page, as https://example.org.")]
    return [] if urlsplit(as_text(value)).username is None else [_("An address with a password cannot be taken.")]


def take_consent(_options: Options, raw: Any) -> bool | None:
    """True where it was given; not given is no answer."""
    return True if raw is True or as_text(raw).lower() in {"yes", "on", "true", "1"} else None


def problems_of_consent(_options: Options, value: Any) -> list[str]:
    """That it is not one."""
    return [] if value is True else [_("Tick the box to agree.")]


def display_consent(_options: Options, value: Any) -> str:
    """That it was given."""
    return _("Agreed") if value is True else as_text(value)
