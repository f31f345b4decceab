"""What the columns of a table mean that no importer knows, and the facts of one row of it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.directory.enums import NameKind, PositionPrecision, Scheme
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.naming import fold
from parvis.domain.registers.facts import Facts, NameFact, Scope
from parvis.domain.registers.importers import cells as c
from parvis.domain.registers.joining import OF_PARTS, RANK
from parvis.domain.registers.limits import check_lengths

NUMBERS = (
    Scheme.SIREN,
    Scheme.SIRET,
    Scheme.FINESS,
    Scheme.FINESS_EJ,
    Scheme.RNSR,
    Scheme.ROR,
    Scheme.UAI,
    Scheme.PIC,
    Scheme.WIKIDATA,
)
"""Numbers that a column may hold."""

FIELDS = (
    "name",
    "acronym",
    "aliases",
    "key",
    *(str(scheme) for scheme in NUMBERS),
    "kind",
    "website",
    "address",
    "postcode",
    "city",
    "insee",
    "country",
    "latitude",
    "longitude",
    "founded_year",
    "description_fr",
    "description_en",
)
"""What a column may be; a column of another meaning is left out."""

SEVERAL = frozenset({"aliases"})
"""Fields that more than one column may be."""

_DAY = re.compile(r"(\d{4})-\d{2}-\d{2}(?:[ T].*)?|\d{1,2}/\d{1,2}/(\d{4})")

HERE = frozenset({"fr", "fra", "france", "frankreich"})


@dataclass(frozen=True, slots=True)
class TableMapping:
    """By the name of a column, the field that it is; and what is so of every row where no column says it."""

    columns: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    country: str = "FR"

    def read(self, row: Mapping[str, str]) -> Facts:
        """The facts of a row; raises SourceRecordError with the name of the column as the table has it."""
        by_field = self._cells(row)
        names = {name: column for column, name in self.columns.items()}
        try:
            return check_lengths(self._facts(by_field))
        except SourceRecordError as error:
            raise SourceRecordError(str(error), column=names.get(error.column, error.column)) from error

    def _cells(self, row: Mapping[str, str]) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for column, name in self.columns.items():
            found.setdefault(name, []).append(row.get(column) or "")
        return {name: "|".join(values) for name, values in found.items()}

    def _facts(self, cells: Mapping[str, str]) -> Facts:
        name = c.readable(c.needed(cells, "name"))
        numbers = tuple(
            (str(scheme), c.number_of(scheme, value, str(scheme)))
            for scheme in NUMBERS
            if (value := c.text(cells, scheme))
        )
        latitude = c.degrees(_point(cells, "latitude"), "latitude", 90)
        longitude = c.degrees(_point(cells, "longitude"), "longitude", 180)
        is_placed = latitude is not None and longitude is not None
        return Facts(
            key=c.text(cells, "key") or _key(numbers, name, c.text(cells, "postcode"), c.text(cells, "city")),
            name=name,
            kind=_kind(c.text(cells, "kind")) or self.kind,
            scope=_scope(numbers),
            names=tuple(_names(cells, name)),
            identifiers=numbers,
            address=c.readable(c.text(cells, "address")),
            postcode=c.text(cells, "postcode"),
            city=c.readable(c.text(cells, "city")),
            insee=c.text(cells, "insee"),
            country=_country(c.text(cells, "country")) or self.country,
            latitude=latitude if is_placed else None,
            longitude=longitude if is_placed else None,
            precision=PositionPrecision.ADDRESS if is_placed else "",
            website=c.website(c.text(cells, "website")),
            description_fr=c.text(cells, "description_fr"),
            description_en=c.text(cells, "description_en"),
            founded_year=c.year({"founded_year": year_in(c.text(cells, "founded_year"))}, "founded_year"),
        )


def year_in(value: str) -> str:
    """The year where the value is a whole day, 2020-05-06 or 06/05/2020; else the value."""
    found = _DAY.fullmatch(value)
    return (found[1] or found[2]) if found else value


def twice(columns: Mapping[str, str]) -> list[str]:
    """Fields that more than one column is, and only one may be."""
    seen: set[str] = set()
    again = [name for name in columns.values() if name not in SEVERAL and (name in seen or seen.add(name))]  # type: ignore[func-returns-value]
    return list(dict.fromkeys(again))


def _names(cells: Mapping[str, str], name: str) -> Iterable[NameFact]:
    acronym = c.text(cells, "acronym")
    if acronym and acronym != name:
        yield NameFact(acronym, NameKind.ACRONYM)
    for alias in c.several(cells, "aliases"):
        if alias != name:
            yield NameFact(c.readable(alias), NameKind.ALIAS)


def _key(numbers: tuple[tuple[str, str], ...], name: str, postcode: str, city: str) -> str:
    """The best number; else what tells rows without one from each other, so that a later file finds the same record."""
    joining = sorted((number for number in numbers if number[0] in RANK), key=lambda number: RANK[number[0]])
    if joining:
        return f"{joining[0][0]}:{joining[0][1]}"
    said = "|".join((fold(name), postcode, fold(city)))
    return f"name:{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def _scope(numbers: tuple[tuple[str, str], ...]) -> Scope:
    """Whoever has a SIREN is a legal entity, unless another number says that it is a part of one."""
    schemes = {scheme for scheme, _value in numbers}
    if schemes & OF_PARTS:
        return "unit" if Scheme.RNSR in schemes else "establishment"
    return "entity" if Scheme.SIREN in schemes else ""


def _point(cells: Mapping[str, str], name: str) -> str:
    return c.text(cells, name).replace(",", ".")


def _kind(value: str) -> str:
    """Our kind of this name, in code or in words."""
    if not value:
        return ""
    found = value if value in OrganisationKind.values else kinds_by_word().get(fold(value), "")
    if not found:
        raise SourceRecordError(_("“%(value)s” is not a kind of organisation.") % {"value": value[:40]}, column="kind")
    return found


@cache
def kinds_by_word() -> Mapping[str, str]:
    """Kinds by their names in every language of parvis, so that a job reads what a person saw."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(str(label)): str(kind) for kind, label in OrganisationKind.choices}
    return found


def _country(value: str) -> str:
    if fold(value) in HERE:
        return "FR"
    if value and not (len(value) == len("FR") and value.isascii() and value.isalpha()):
        raise SourceRecordError(
            _("“%(value)s” is not a country; its two letters are expected, as in FR.") % {"value": value[:40]},
            column="country",
        )
    return value.upper()
