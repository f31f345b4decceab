"""What the registers say of one organisation, as they said it."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise

from parvis.domain.directory.models import Organisation
from parvis.domain.registers.registry import Register
from parvis.domain.sources.labels import NOTE_VALUES, NOTES
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.selectors.own import shown_register


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record: its register, its key there, its day, and the notes that no field of the organisation holds."""

    register: Register
    key: str
    on: dt.date | None
    name: str
    notes: list[tuple[str | Promise, list[str | Promise]]]


def records_of(organisation: Organisation) -> list[RecordView]:
    """The records of an organisation, by register; one query."""
    rows = SourceRecord.objects.filter(organisation=organisation).order_by("source", "-source_on", "source_key")
    return [
        RecordView(register, row.source_key, row.source_on, row.facts.get("name", ""), _notes(row))
        for row in rows
        if (register := shown_register(row.source)) is not None
    ]


def _notes(record: SourceRecord) -> list[tuple[str | Promise, list[str | Promise]]]:
    found: dict[str, list[str | Promise]] = defaultdict(list)
    for label, value in record.facts.get("notes", ()):
        if label in NOTES and value:
            found[label].append(NOTE_VALUES.get(value, value))
    return [(NOTES[label], values) for label, values in found.items()]
