"""The registers with what the directory holds of each; what their licences ask us to show."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max

from parvis.domain.registers.registry import Register, importers
from parvis.domain.sources.enums import RunState
from parvis.domain.sources.models import ImportRun, SourceRecord
from parvis.domain.sources.selectors.own import own_registers

ORDER = (
    "ror",
    "rnsr",
    "higher_education",
    "finess",
    "finess_entities",
    "hospitals",
    "annuaire_sante",
    "sirene",
    "ilab",
    "cordis",
    "crosswalk",
)


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register, how many records and organisations came of it, and as of which day."""

    register: Register
    records: int
    organisations: int
    as_of: dt.date | None
    imported_at: dt.datetime | None


def registers_in_use() -> list[RegisterView]:
    """Registers that the directory holds records of, in a fixed order, then the campus's own tables; four queries."""
    counts = {
        source: (records, organisations, newest)
        for source, records, organisations, newest in SourceRecord.objects.order_by()
        .values_list("source")
        .annotate(Count("pk"), Count("organisation_id", distinct=True), Max("source_on"))
    }
    last = dict(
        ImportRun.objects.filter(state=RunState.DONE).order_by().values_list("source").annotate(Max("finished_at"))
    )
    known = {name: register for name in ORDER if (register := importers.find(name))} | own_registers()
    return [RegisterView(register, *counts[name], last.get(name)) for name, register in known.items() if name in counts]
