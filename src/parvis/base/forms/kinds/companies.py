"""SIREN or SIRET, with what the directory knows of the company."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from stdnum.fr import siren, siret

from parvis.base.forms.kinds.words import as_text
from parvis.base.forms.registry import company_of

Options = Mapping[str, Any]

SIREN, SIRET, EITHER = "siren", "siret", "either"
SIREN_DIGITS, SIRET_DIGITS = 9, 14


def take(_options: Options, raw: Any) -> dict[str, str] | str | None:
    """The number with the name and city that the directory knows; as typed where it is no such number."""
    text = as_text(raw.get("number") if isinstance(raw, Mapping) else raw).strip()
    digits = re.sub(r"[\s.\u00a0\u202f-]+", "", text)
    if not is_number(digits):
        return text or None
    known = company_of(digits)
    return {"number": digits} | ({"name": known.name, "city": known.city, "url": known.url} if known else {})


def is_number(digits: str) -> bool:
    """True for a SIREN or SIRET whose check digits are right."""
    return bool(siren.is_valid(digits) or siret.is_valid(digits)) and digits.isascii()


def problems(options: Options, value: Any) -> list[str]:
    """What is wrong with the number, as precisely as can be said."""
    accepts = options.get("accepts", EITHER)
    digits = re.sub(r"[^0-9]", "", as_text(value["number"] if isinstance(value, Mapping) else value))
    if not isinstance(value, Mapping):
        if len(digits) in {SIREN_DIGITS, SIRET_DIGITS}:
            return [_("The check digits of this number are wrong. Look for a typing error.")]
        return [_expected(accepts)]
    wanted = {SIREN: SIREN_DIGITS, SIRET: SIRET_DIGITS}.get(accepts, len(digits))
    return [] if len(digits) == wanted else [_expected(accepts)]


def _expected(accepts: str) -> str:
    if accepts == SIREN:
        return _("A SIREN of nine digits is expected.")
    if accepts == SIRET:
        return _("A SIRET of fourteen digits is expected.")
    return _("A SIREN of nine digits or a SIRET of fourteen is expected.")


def spaced(digits: str) -> str:
    """The number as people write it."""
    parts = [digits[0:3], digits[3:6], digits[6:9], digits[9:]]
    return "\u00a0".join(part for part in parts if part)


def known_as(value: Any) -> str:
    """Name and city, where the directory knows them."""
    if not isinstance(value, Mapping):
        return ""
    return ", ".join(part for part in (value.get("name"), value.get("city")) if part)


def display(_options: Options, value: Any) -> str:
    """The number, and whose it is."""
    if not isinstance(value, Mapping):
        return as_text(value)
    name = known_as(value)
    number = spaced(as_text(value.get("number")))
    return f"{number} – {name}" if name else number
