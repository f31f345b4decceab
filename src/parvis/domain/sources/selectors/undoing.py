"""What a roll back of an import would do."""

from collections import Counter
from dataclasses import dataclass, field

from parvis.domain.directory.selectors.hanging import what_hangs_on
from parvis.domain.linking.models import CandidatePair
from parvis.domain.registers.registry import importers
from parvis.domain.sources.enums import BRINGING, CREATING, IN_THE_DIRECTORY, ChangeKind
from parvis.domain.sources.models import Change, ImportRun, SourceRecord
from parvis.domain.sources.selectors.identity import chunks

RECORDS = "sources.sourcerecord"
"""The reason to stay that other records give."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Of the organisations that an import brought: those that go with it, and why others stay."""

    going: list[int] = field(default_factory=list)
    staying: dict[int, list[str]] = field(default_factory=dict)


def fate_of_created(run: ImportRun) -> Fate:
    """Which of the organisations that the run brought nothing else needs."""
    rows = Change.objects.filter(run=run, kind__in=CREATING).exclude(organisation=None).order_by("organisation_id")
    created = list(rows.values_list("organisation_id", flat=True).distinct())
    staying = what_hangs_on(created, registers=importers.names(), besides=(SourceRecord, CandidatePair))
    for chunk in chunks(created):
        others = SourceRecord.objects.filter(organisation_id__in=chunk).exclude(source=run.source, first_run=run)
        for pk in others.order_by("organisation_id").values_list("organisation_id", flat=True).distinct():
            staying.setdefault(pk, []).append(RECORDS)
    return Fate([pk for pk in created if pk not in staying], staying)


def later_runs(run: ImportRun) -> list[ImportRun]:
    """Imports of the same register that were applied after this one and stand in the directory, the last one first."""
    later = ImportRun.objects.filter(source=run.source, state__in=IN_THE_DIRECTORY, turn__gt=run.turn or 0)
    return list(later.order_by("-turn"))


def has_what_it_needs(run: ImportRun) -> bool:
    """True while the run's lines are kept; imports of earlier versions of parvis have none."""
    return run.turn is not None and run.kept_lines


@dataclass(frozen=True, slots=True)
class Forecast:
    """The figures of a roll back: records, organisations, and why organisations stay."""

    removed: int
    restored: int
    redated: int
    going: int
    staying: int
    reasons: list[tuple[str, int]]


def forecast(run: ImportRun) -> Forecast:
    """What a roll back would do if it were done now; a dozen queries, more for thousands of organisations."""
    kinds = Counter(Change.objects.filter(run=run).order_by().values_list("kind", flat=True))
    fate = fate_of_created(run)
    reasons = Counter(reason for those in fate.staying.values() for reason in those)
    return Forecast(
        removed=sum(kinds[kind] for kind in BRINGING),
        restored=kinds[ChangeKind.CHANGED],
        redated=kinds[ChangeKind.CONFIRMED] + kinds[ChangeKind.GONE],
        going=len(fate.going),
        staying=len(fate.staying),
        reasons=reasons.most_common(),
    )
