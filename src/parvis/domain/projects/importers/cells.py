"""Small readers of cells that importers of projects share, beside those of the registers."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from functools import cache

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.reference.naming import fold
from parvis.domain.registers.importers.cells import Cells, text

OFFICIAL = {
    "royaume uni de grande bretagne et d irlande du nord": "GB",
    "etats unis d amerique": "US",
    "coree republique de": "KR",
    "congo republique democratique du": "CD",
    "cook iles": "CK",
    "norfolk ile": "NF",
    "viet nam": "VN",
    "hong kong": "HK",
    "macao": "MO",
    "reunion": "RE",
}
"""Countries as the United Nations write them in French, where everyday French differs."""

OF_THE_UNION = {"EL": "GR", "UK": "GB"}
"""Codes that the European Union writes otherwise than the rest of the world."""

MOST_EUROS = Decimal(10) ** 11


@cache
def countries() -> dict[str, str]:
    """Folded French names of countries → their codes of two letters."""
    from babel import Locale  # noqa: PLC0415 -- slow import

    names = Locale("fr").territories.items()
    return {fold(name): code for code, name in names if len(code) == 2 and code.isalpha()} | OFFICIAL


def country(cells: Cells, column: str) -> str:
    """The code of a country that is named in French, "" where the cell is empty."""
    value = text(cells, column)
    if value and fold(value) not in countries():
        raise SourceRecordError(
            _("“%(value)s” is not the name of a country in French.") % {"value": value[:60]}, column=column
        )
    return countries()[fold(value)] if value else ""


def country_code(cells: Cells, column: str) -> str:
    """The code of a country as the European Union writes it, "" where the cell is empty."""
    value = text(cells, column)
    if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
        message = _("“%(value)s” is not the code of a country, two letters such as FR.")
        raise SourceRecordError(message % {"value": value[:40]}, column=column)
    return OF_THE_UNION.get(value.upper(), value.upper())


def day(cells: Cells, column: str) -> dt.date | None:
    """A day as 2011-04-13, with or without a time after it; None where the cell is empty."""
    value = text(cells, column)
    if not value:
        return None
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError as error:
        raise SourceRecordError(
            _("“%(value)s” is not a day; one is written 2011-04-13.") % {"value": value[:40]}, column=column
        ) from error


def euros(cells: Cells, column: str) -> Decimal | None:
    """An amount in euros; None where the cell is empty or 0, which no funded project gets."""
    value = text(cells, column)
    if not value:
        return None
    try:
        found = Decimal(value.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not (found.is_finite() and 0 <= found < MOST_EUROS):
        raise SourceRecordError(
            _("“%(value)s” is not an amount in euros; one is written 250000 or 250000.50.") % {"value": value[:40]},
            column=column,
        )
    return found.quantize(Decimal("0.01")) or None


def flag(cells: Cells, column: str) -> bool:
    """True or False, as the register writes it."""
    value = text(cells, column)
    if value not in {"True", "False"}:
        raise SourceRecordError(_("“%(value)s” is neither True nor False.") % {"value": value[:40]}, column=column)
    return value == "True"


def short(cells: Cells, column: str, limit: int) -> str:
    """The cell, which may have this many characters at most."""
    value = text(cells, column)
    if len(value) > limit:
        raise SourceRecordError(
            _("The value has %(length)d characters; at most %(limit)d are expected.")
            % {"length": len(value), "limit": limit},
            column=column,
        )
    return value
