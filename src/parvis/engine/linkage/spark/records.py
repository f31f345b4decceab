"""Records in the columns of a Parquet file, some at a time."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from parvis.engine.linkage.columns import fold_identifier
from parvis.engine.linkage.compare.identifiers import FORBIDDING
from parvis.engine.linkage.duplicates.signs import SIREN, SIRET
from parvis.engine.linkage.types import Record

SCHEMES = ("siren", "siret", "finess", "rnsr", "ror")
COLUMNS = ("id", "name", "aliases", "acronyms", "city", "postcode", "website", *SCHEMES)
"""The columns that are read, those of `parvis engine dedupe`; what is missing is empty."""
REQUIRED = ("id", "name")
VALUES = "|"
"""What stands between several values of one cell."""


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The records of some rows, each cell a text."""
    return [_record(*row) for row in zip(*(frame[name].tolist() for name in COLUMNS), strict=True)]


def names_of(record: Record) -> tuple[str, ...]:
    """All names, in the order in which the engine reads them."""
    return (record.name, *record.aliases, *record.acronyms)


def identifiers_of(records: Sequence[Record]) -> dict[str, list[list[int]]]:
    """For each scheme the numbers of the values of each record; a SIRET says its SIREN too."""
    rows: dict[str, list[int]] = {scheme: [] for scheme in FORBIDDING}
    values: dict[str, list[str]] = {scheme: [] for scheme in FORBIDDING}
    for row, record in enumerate(records):
        for scheme, written in record.identifiers:
            for kind, value in _said(scheme, fold_identifier(scheme, written)):
                rows[kind].append(row)
                values[kind].append(value)
    found: dict[str, list[list[int]]] = {scheme: [[] for _record in records] for scheme in FORBIDDING}
    for scheme, numbers in ((scheme, numbers_of(some).tolist()) for scheme, some in values.items()):
        for row, number in zip(rows[scheme], numbers, strict=True):
            if number not in found[scheme][row]:
                found[scheme][row].append(number)
    return found


def numbers_of(values: list[str]) -> NDArray[np.int64]:
    """A positive number for each text, the same on every executor; 0 for an empty one."""
    hashed = pd.util.hash_array(np.array(values, dtype=object)).astype(np.uint64) >> np.uint64(1)
    numbers = np.maximum(hashed.astype(np.int64), 1)
    return np.where(np.array([bool(value) for value in values], dtype=bool), numbers, 0)


def _said(scheme: str, value: str) -> Iterator[tuple[str, str]]:
    if value:
        yield scheme, value
        if scheme == "siret" and len(value) == SIRET:
            yield "siren", value[:SIREN]


def _record(id: str, name: str, *others: str) -> Record:  # noqa: A002 -- the column's name
    aliases, acronyms, city, postcode, website, *identifiers = others
    return Record(
        id=id,
        name=name,
        aliases=_several(aliases),
        acronyms=_several(acronyms),
        city=city,
        postcode=postcode,
        website=website,
        identifiers=tuple(
            (scheme, value) for scheme, cell in zip(SCHEMES, identifiers, strict=True) for value in _several(cell)
        ),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for raw in cell.split(VALUES) if (value := raw.strip()))) if cell else ()
