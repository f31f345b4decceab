"""Pairs whose answer is known, for measuring and fitting linking.

`cases/link_*.csv.gz` hold texts with the organisations that people chose for them:

- affiliations with ROR: test sets of ROR (Crossref, Springer, logs; MIT licence), which name one organisation for each
  text even where the text names several, and AffilGood (Apache License 2.0), which names all;
- names of labs as typed in files of the ANR, with their RNSR code (Licence Ouverte 2.0, through tdelcey/ANR); only rows
  whose name shares words with the lab's are kept;
- hospitals as FINESS and SIRENE name them (MIT licence, dataesr/affiliation-matcher): the same key, the same hospital.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from parvis.engine.linkage import Record

CASES = Path(__file__).with_name("cases")
REGISTERS = Path(__file__).resolve().parents[1] / "src" / "parvis" / "demo" / "data"


@dataclass(frozen=True)
class Gold:
    """Records, a reference, and for each record the ids of the organisations that it means.

    `group` says what belongs together when records are parted into folds. `only_one` marks records for which one
    organisation was chosen although the text may name others.
    """

    name: str
    records: Sequence[Record]
    reference: Sequence[Record]
    answers: Sequence[frozenset[str]]
    group: Sequence[str]
    only_one: Sequence[bool]

    @property
    def total(self) -> int:
        """How many links there are to find."""
        return sum(map(len, self.answers))

    @property
    def placed(self) -> bool:
        """Whether most records say where they are."""
        return sum(bool(record.city or record.postcode) for record in self.records) > len(self.records) / 2

    def without_places(self) -> "Gold":
        """The same, nothing being known of where the records are."""
        records = [replace(record, city="", postcode="", website="") for record in self.records]
        return replace(self, name=f"{self.name}, no place", records=records)


def affiliations() -> Gold:
    """Affiliations to ROR, counting every organisation that was chosen for a text."""
    answers: dict[str, set[str]] = defaultdict(set)
    rows = {}
    for row in _rows(CASES / "link_affiliations.csv.gz"):
        answers[row["string"]].add(row["ror"])
        rows[row["string"]] = row
    return Gold(
        name="affiliations → ROR",
        records=[Record(str(number), text, city=row["city"]) for number, (text, row) in enumerate(rows.items())],
        reference=ror(),
        answers=[frozenset(answers[text]) for text in rows],
        group=list(rows),
        only_one=[row["set"].startswith("ROR") for row in rows.values()],
    )


def labs() -> Gold:
    """Names of labs to RNSR."""
    rows = [row for row in _rows(CASES / "link_labs.csv.gz") if int(row["overlap"]) > 0]
    return Gold(
        name="labs → RNSR",
        records=[Record(str(number), row["org_name"], city=row["city"]) for number, row in enumerate(rows)],
        reference=rnsr(),
        answers=[frozenset({row["rnsr"]}) for row in rows],
        group=[row["rnsr"] for row in rows],
        only_one=[False] * len(rows),
    )


def hospitals(*, reverse: bool = False) -> Gold:
    """FINESS to SIRENE, most of whose records have no counterpart; `reverse` looks from SIRENE to FINESS."""
    sides: dict[bool, dict[tuple[str, str], Record]] = {True: {}, False: {}}
    for row in _rows(CASES / "link_hospitals.csv.gz"):
        sides[row["source"] == "finess"].setdefault((row["key"], row["source_id"]), _hospital(row))
    records, reference = (sides[not reverse], sides[reverse])
    by_key = defaultdict(set)
    for key, number in reference:
        by_key[key].add(number)
    unique = {record.id: record for record in reference.values()}
    return Gold(
        name="SIRENE → FINESS" if reverse else "FINESS → SIRENE",
        records=list(records.values()),
        reference=list(unique.values()),
        answers=[frozenset(by_key[key]) for key, _number in records],
        group=[key for key, _number in records],
        only_one=[False] * len(records),
    )


def ror() -> list[Record]:
    """The French organisations of ROR."""
    return [
        Record(
            row["ror"],
            row["name"],
            aliases=_several(row["aliases"]),
            acronyms=_several(row["acronyms"]),
            city=row["city"],
            website=row["website"],
            parents=_several(row["parents"]),
        )
        for row in _rows(REGISTERS / "ror_fr.csv.gz")
    ]


def rnsr() -> list[Record]:
    """The research structures of RNSR."""
    return [
        Record(
            row["numero_national_de_structure"],
            row["libelle"],
            aliases=_several(row["label_numero"], ";"),
            acronyms=_several(row["sigle"], ";"),
            city=row["commune"],
            parents=_several(row["tutelles"], ";"),
        )
        for row in _rows(REGISTERS / "rnsr_structures.csv.gz")
    ]


def _hospital(row: dict[str, str]) -> Record:
    return Record(
        row["source_id"],
        row["name"],
        aliases=_several(row["alt_name"]),
        city=row["place"],
        postcode=row["postcode"],
        website=row["website"],
    )


def _several(cell: str, between: str = "|") -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for raw in cell.split(between) if (value := raw.strip())))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
