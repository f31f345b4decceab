"""Numbers with bounds and a unit, and amounts in euros."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.base.forms.kinds.words import as_text, is_english, said

Options = Mapping[str, Any]

MOST = Decimal(10) ** 15
SIGNS = re.compile(r"[\s\u00a0\u202f'’€]")
DEFAULT_DECIMALS = 2


def take(_options: Options, raw: Any) -> int | float | str | None:
    """The number, however people write it ("12 500,50", "12,500.50"); as typed where it is none."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw
    text = as_text(raw).strip()
    if not text:
        return None
    number = read(text)
    if number is None:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def read(text: str) -> Decimal | None:
    """The number that a text says, or None."""
    plain = _plain(SIGNS.sub("", text))
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:  # pragma: no cover -- the pattern leaves nothing else
        return None
    return number if abs(number) < MOST else None


def _plain(text: str) -> str:
    """The text with a point for the decimals and nothing between thousands."""
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        return re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    if text.count(",") > 1 or (is_english() and re.fullmatch(r"[+-]?[0-9]{1,3},[0-9]{3}", text)):
        return text.replace(",", "")
    return text.replace(",", ".")


def problems(options: Options, value: Any) -> list[str]:
    """That it is no number, out of bounds, or too fine."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [_("Write a number, in digits only.")]
    least, most, decimals = options.get("min"), options.get("max"), options.get("decimals", DEFAULT_DECIMALS)
    if least is not None and value < least:
        return [_("At least %(number)s is expected.") % {"number": in_words(least)}]
    if most is not None and value > most:
        return [_("At most %(number)s is expected.") % {"number": in_words(most)}]
    if round(value, decimals) != value:
        if not decimals:
            return [_("A whole number is expected.")]
        sentence = ngettext(
            "At most %(number)d digit after the decimal point is expected.",
            "At most %(number)d digits after the decimal point are expected.",
            decimals,
        )
        return [sentence % {"number": decimals}]
    return []


def in_words(value: Any) -> str:
    """The number as the reader's language writes it."""
    return str(number_format(value, use_l10n=True, force_grouping=True))


def display(options: Options, value: Any) -> str:
    """The number with its unit; as typed where it is none."""
    if isinstance(value, str):
        return value
    unit = said(options, "unit_")
    return f"{in_words(value)}\u00a0{unit}" if unit else in_words(value)


def display_money(_options: Options, value: Any) -> str:
    """The amount with its sign where the reader expects it."""
    if isinstance(value, str):
        return value
    amount = (
        in_words(value) if isinstance(value, int) else str(number_format(value, 2, use_l10n=True, force_grouping=True))
    )
    return f"€{amount}" if is_english() else f"{amount}\u00a0€"
