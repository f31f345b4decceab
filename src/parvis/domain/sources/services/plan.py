"""What an import is going to write, made before its transaction begins."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from parvis.domain.registers.facts import Facts
from parvis.domain.registers.joining import Number
from parvis.domain.registers.materialise import Materialised, SaidBy


@dataclass(frozen=True, slots=True)
class Known:
    """A record of the directory as it is before the plan is carried out."""

    pk: int
    digest: str
    source_on: dt.date | None
    organisation_id: int
    gone_on: dt.date | None
    last_run_id: int | None


@dataclass(slots=True)
class RecordPlan:
    """One record to write: new, or changed under its id."""

    key: str
    text: str
    digest: str
    source_on: dt.date | None
    facts: Facts
    handle: int
    pk: int | None = None
    has_unresolved: bool = False


@dataclass(slots=True)
class Line:
    """What becomes of one line of the file, or of a record that the file lacks: what people are shown.

    `handle` is the organisation, `before` the record as it is now, `said` its facts now, `reason` why
    it brings nothing.
    """

    kind: str
    number: int | None
    key: str
    name: str
    handle: int | None = None
    item: RecordPlan | None = None
    before: Known | None = None
    said: Facts | None = None
    reason: str = ""
    remarks: list[tuple[str, Number]] = field(default_factory=list)
    details: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Target:
    """One organisation that the import touches; a negative handle is a new one.

    `of_people` are the rows of its lists that a person wrote: the list and what makes a row unique in it.
    """

    handle: int
    records: list[SaidBy] = field(default_factory=list)
    made: Materialised = field(default_factory=Materialised)
    current: dict[str, Any] | None = None
    slug: str = ""
    weight: float = 0.0
    of_people: set[tuple[str, Any]] = field(default_factory=set)
    is_changed: bool = True


Row = tuple[Any, ...]


@dataclass(slots=True)
class Changes:
    """Rows to add (without the organisation's id, which new ones get later) and ids to delete, of one table.

    `losing` are the organisations that lose a row.
    """

    add: list[Row] = field(default_factory=list)
    delete: list[int] = field(default_factory=list)
    losing: set[int] = field(default_factory=set)

    @property
    def touched(self) -> set[int]:
        """Organisations that get or lose a row."""
        return {row[0] for row in self.add} | self.losing


@dataclass(slots=True)
class Plan:
    """Everything that one import writes, and the figures of its report.

    `children` counts how many more organisations (or fewer) belong to each parent than before; `related` are the
    organisations at both ends of the ties that come and go; `settled` says of stored records whether they still wait
    for a parent. `confirmed` are records that only get another day, `gone` those that the file lacks, `removed` those
    that a roll back takes away. `shaken` are organisations that lose a number, by which others may name them.
    """

    source: str
    records: list[RecordPlan] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    confirmed: list[tuple[int, dt.date | None]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    removed: set[int] = field(default_factory=set)
    targets: dict[int, Target] = field(default_factory=dict)
    names: Changes = field(default_factory=Changes)
    identifiers: Changes = field(default_factory=Changes)
    links: Changes = field(default_factory=Changes)
    themes: Changes = field(default_factory=Changes)
    relations: Changes = field(default_factory=Changes)
    settled: list[tuple[int, bool]] = field(default_factory=list)
    children: Counter[int] = field(default_factory=Counter)
    related: set[int] = field(default_factory=set)
    shaken: set[int] = field(default_factory=set)
    weights: dict[int, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, by: int = 1) -> None:
        """Add to a figure of the report."""
        self.counts[what] = self.counts.get(what, 0) + by

    def skip(self, reason: str) -> None:
        """Count a row that brings nothing."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1
        self.count("skipped")
