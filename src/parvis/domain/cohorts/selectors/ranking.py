"""The applications before a jury as rows to be filtered, ordered and counted: read whole, in a handful of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.models import Application, Sponsorship
from parvis.domain.calls.standing import written_by
from parvis.domain.cohorts.enums import HOLDING, Outcome
from parvis.domain.cohorts.models import Decision, Jury
from parvis.domain.cohorts.selectors.juries import applications_of_jury
from parvis.domain.cohorts.standing import own_organisations
from parvis.domain.directory.standing import account_of

OPEN = "open"
"""The filter for what nobody has decided about."""

NONE = ""
"""The key of applications that have no theme, territory, stage or sponsor."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about an application."""

    pk: int
    outcome: str
    state: str
    revision: int
    rank: int | None

    @property
    def takes_a_place(self) -> bool:
        """Whether it is an acceptance that stands."""
        return self.outcome == Outcome.ACCEPT and self.state in HOLDING


@dataclass(frozen=True, slots=True)
class Row:
    """One application before the jury."""

    pk: int
    reference: str
    title: str
    organisation_id: int
    organisation: str
    city: str
    region: str
    region_name: str
    stage: str
    origin: str
    state: str
    themes: tuple[int, ...]
    sponsors: tuple[int, ...]
    decision: Decided | None

    @property
    def revision(self) -> int:
        """That of its decision; 0 as long as there is none."""
        return self.decision.revision if self.decision else 0

    @property
    def is_chosen(self) -> bool:
        """Whether it is accepted as things stand."""
        return self.decision is not None and self.decision.takes_a_place


@dataclass(frozen=True, slots=True)
class RankingFilters:
    """What to show; what is empty does not narrow. `decision` is an outcome, or `open`."""

    text: str = ""
    theme: int | None = None
    region: str = ""
    stage: str = ""
    sponsored: bool = False
    sponsor: int | None = None
    origin: str = ""
    state: str = ""
    decision: str = ""


def rows_of_jury(jury: Jury) -> list[Row]:
    """Every application before the jury. Four queries."""
    themes = _grouped(Application.themes.through, "theme_id", jury)
    sponsors = _sponsors(jury)
    decisions = {
        row[0]: Decided(*row[1:])
        for row in Decision.objects.filter(jury=jury)
        .order_by()
        .values_list("application_id", "pk", "outcome", "state", "revision", "rank")
    }
    fields = (
        "pk",
        "reference",
        "title",
        "organisation_id",
        "organisation__name",
        "organisation__city",
        "organisation__region_id",
    )
    more = ("organisation__region__name", "organisation__stage", "origin", "state")
    rows = applications_of_jury(jury).select_related(None).order_by("pk").values_list(*fields, *more)
    return [
        Row(
            pk=pk,
            reference=reference,
            title=title,
            organisation_id=organisation_id,
            organisation=organisation,
            city=city,
            region=region or NONE,
            region_name=region_name or "",
            stage=stage,
            origin=origin,
            state=state,
            themes=tuple(themes.get(pk, ())),
            sponsors=tuple(sponsors.get(pk, ())),
            decision=decisions.get(pk),
        )
        for pk, reference, title, organisation_id, organisation, city, region, region_name, stage, origin, state in rows
    ]


def _grouped(through: type, column: str, jury: Jury) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = through.objects.filter(application__round=jury.round_id).order_by("pk")  # type: ignore[attr-defined]
    for application, value in rows.values_list("application_id", column):
        found[application].append(value)
    return found


def _sponsors(jury: Jury) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = Sponsorship.objects.filter(application__round=jury.round_id).order_by(F("pk"))
    for application, sponsor in rows.values_list("application_id", "sponsor_id"):
        found[application].append(sponsor)
    return found


def filtered(rows: Iterable[Row], filters: RankingFilters) -> list[Row]:
    """The rows that fit, in the same order."""
    tests: list[Callable[[Row], bool]] = []
    if words := filters.text.casefold().split():
        tests.append(lambda row: all(word in _said(row) for word in words))
    if filters.theme is not None:
        tests.append(lambda row: filters.theme in row.themes)
    if filters.region:
        tests.append(lambda row: row.region == filters.region)
    if filters.stage:
        tests.append(lambda row: row.stage == filters.stage)
    if filters.sponsored:
        tests.append(lambda row: bool(row.sponsors))
    if filters.sponsor is not None:
        tests.append(lambda row: filters.sponsor in row.sponsors)
    if filters.origin:
        tests.append(lambda row: row.origin == filters.origin)
    if filters.state:
        tests.append(lambda row: row.state == filters.state)
    if filters.decision:
        tests.append(lambda row: (row.decision.outcome if row.decision else OPEN) == filters.decision)
    return [row for row in rows if all(test(row) for test in tests)]


def tied_rows(actor: Actor, jury: Jury, rows: Iterable[Row]) -> frozenset[int]:
    """The applications about which the actor does not decide, as `standing.interests_of` finds them; two queries."""
    user = account_of(actor)
    if user is None:
        return frozenset()
    own = own_organisations(user, jury)
    written = applications_of_jury(jury).select_related(None).filter(written_by(user)).order_by()
    tied = set(written.values_list("pk", flat=True))
    return frozenset(tied | {row.pk for row in rows if row.organisation_id in own or own & {*row.sponsors}})


def _said(row: Row) -> str:
    return f"{row.reference} {row.title} {row.organisation}".casefold()


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a group applied and how many are chosen."""

    key: str | int
    chosen: int
    applied: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The counters beside the ranking, for the rows that are shown."""

    themes: Sequence[Count]
    regions: Sequence[Count]
    stages: Sequence[Count]
    sponsors: Sequence[Count]
    chosen: int
    applied: int


def balance(rows: Iterable[Row]) -> Balance:
    """Chosen and applied, by theme, territory, stage and founding member; who has none is counted under none."""
    listed = list(rows)
    return Balance(
        themes=_counted(listed, lambda row: row.themes or (NONE,)),
        regions=_counted(listed, lambda row: (row.region,)),
        stages=_counted(listed, lambda row: (row.stage,)),
        sponsors=_counted(listed, lambda row: row.sponsors or (NONE,)),
        chosen=sum(row.is_chosen for row in listed),
        applied=len(listed),
    )


def _counted(rows: Iterable[Row], keys: Callable[[Row], Iterable[str | int]]) -> list[Count]:
    applied: dict[str | int, int] = defaultdict(int)
    chosen: dict[str | int, int] = defaultdict(int)
    for row in rows:
        for key in keys(row):
            applied[key] += 1
            chosen[key] += row.is_chosen
    return [Count(key, chosen[key], number) for key, number in applied.items()]
