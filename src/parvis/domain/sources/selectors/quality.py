"""How good the directory is: what each register brings, what is known where, and how old it is.

Every selector takes one to three queries, whatever the number of records; nothing here depends on who asks.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from parvis.core import clock
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Identifier, Organisation
from parvis.domain.directory.registry import source_info
from parvis.domain.registers.registry import importers
from parvis.domain.sources.models import SourceRecord

AGES = (365, 2 * 365, 5 * 365)
"""Ages of facts are told apart at these numbers of days."""

AND_MORE = 4
"""Organisations that so many registers know, or more, are counted together."""


@dataclass(frozen=True, slots=True)
class Register:
    """What one register says: its records, those that it no longer holds, and the organisations that they describe.

    `alone` is the number of organisations that no other register knows.
    """

    code: str
    name: str
    records: int
    gone: int
    organisations: int
    alone: int
    as_of: dt.date | None

    @property
    def shared(self) -> int:
        """Organisations that another register knows, too."""
        return self.organisations - self.alone


@dataclass(frozen=True, slots=True)
class Joining:
    """How many records became how many organisations.

    `by_registers` counts organisations by the number of registers that know them, from one to `AND_MORE` and more;
    `elsewhere` is the number of organisations that no register knows.
    """

    records: int
    organisations: int
    by_registers: Mapping[int, int]
    registers: list[Register]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of the organisations of one region; `region` is empty for those without a place."""

    region: str
    organisations: int
    placed: int
    numbered: int
    website: int
    themed: int
    described: int
    confirmed: int
    by_source: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ages:
    """Organisations by the day of the newest word on them: within each of `AGES`, before, and without a day."""

    within: list[tuple[int, int]]
    older: int
    undated: int


def joining() -> Joining:
    """How many records became how many organisations, register by register; three queries."""
    rows = {
        code: (records, gone, organisations, newest)
        for code, records, gone, organisations, newest in _records()
        .order_by()
        .values_list("source")
        .annotate(
            all=Count("pk"),
            gone=Count("pk", filter=Q(gone_on__isnull=False)),
            organisations=Count("organisation_id", distinct=True),
            newest=Max("source_on"),
        )
    }
    counted = _known().aggregate(
        **{f"of_{number}": Count("organisation", filter=_by_registers(number)) for number in range(1, AND_MORE + 1)},
        **{f"alone_{place}": Count("organisation", filter=Q(first=code, last=code)) for place, code in enumerate(rows)},
    )
    registers = [
        Register(code, str(source_info(code).name), records, gone, organisations, counted[f"alone_{place}"], newest)
        for place, (code, (records, gone, organisations, newest)) in enumerate(rows.items())
    ]
    known = {number: counted[f"of_{number}"] for number in range(1, AND_MORE + 1)}
    return Joining(
        records=sum(register.records for register in registers),
        organisations=sum(known.values()),
        by_registers=known,
        registers=sorted(registers, key=lambda register: (-register.records, register.code)),
        elsewhere=Organisation.objects.count() - sum(known.values()),
    )


def _records() -> QuerySet[SourceRecord]:
    """Records of registers that bring organisations; a table that only adds numbers to them knows none itself."""
    registers = [importers.get(code) for code in importers.names()]
    return SourceRecord.objects.exclude(source__in=[register.code for register in registers if not register.creates])


def _known() -> QuerySet[SourceRecord, dict[str, Any]]:
    """Organisations that a register knows, with the number of registers, the first and the last of them by code."""
    rows = _records().filter(organisation__merged_into=None).order_by().values("organisation")
    counted = rows.annotate(number=Count("source", distinct=True), first=Min("source"), last=Max("source"))
    return cast("QuerySet[SourceRecord, dict[str, Any]]", counted)


def _by_registers(number: int) -> Q:
    return Q(number__gte=number) if number == AND_MORE else Q(number=number)


def coverage() -> list[Coverage]:
    """What is known of the organisations of each region, by the number of organisations; two queries."""
    numbers = Identifier.objects.filter(organisation=OuterRef("pk"), scheme__in=(Scheme.SIREN, Scheme.SIRET))
    themes = Organisation.themes.through.objects.filter(organisation=OuterRef("pk"))
    figures = (
        Organisation.objects.order_by()
        .values_list("region")
        .annotate(
            all=Count("pk"),
            placed=Count("latitude"),
            numbered=Count("pk", filter=Exists(numbers)),
            with_website=Count("pk", filter=~Q(website="")),
            themed=Count("pk", filter=Exists(themes)),
            described=Count("pk", filter=~Q(description_fr="") | ~Q(description_en="")),
            confirmed=Count("confirmed_at"),
        )
    )
    by_source: dict[str, dict[str, int]] = {}
    told = _records().order_by().values_list("organisation__region", "source")
    for region, source, count in told.annotate(Count("organisation_id", distinct=True)):
        by_source.setdefault(region or "", {})[source] = count
    found = [
        Coverage(
            region or "", all_, placed, numbered, website, themed, described, confirmed, by_source.get(region or "", {})
        )
        for region, all_, placed, numbered, website, themed, described, confirmed in figures
    ]
    return sorted(found, key=lambda row: (not row.region, -row.organisations, row.region))


def ages() -> Ages:
    """Organisations by the newest word on them, of a register or of a person who confirmed it; one query."""
    today = clock.today()
    limits = [today - dt.timedelta(days=days) for days in AGES]
    rows = _known().annotate(newest=Max("source_on"), confirmed=Max("organisation__confirmed_at"))
    since = [Q(newest__gte=limit) | Q(confirmed__date__gte=limit) for limit in limits]
    counted = rows.aggregate(
        all=Count("organisation"),
        undated=Count("organisation", filter=Q(newest=None, confirmed=None)),
        **{f"since_{days}": Count("organisation", filter=fits) for days, fits in zip(AGES, since, strict=True)},
    )
    reached = [counted[f"since_{days}"] for days in AGES]
    within = [(days, now - before) for days, now, before in zip(AGES, reached, [0, *reached[:-1]], strict=True)]
    return Ages(within, older=counted["all"] - counted["undated"] - reached[-1], undated=counted["undated"])
