"""The applications of a call as those who run it list them.

However many there are, a page costs the same number of queries: rows are looked up for the page alone. Words are
compared without accents and case in this process: at 2,000 applications that takes a few milliseconds, works the same
on both databases, and needs no column to be kept in step.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from parvis.core.languages import in_reader_language
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, Call, ChecklistItem, CorrectionRequest, ScreeningCheck, Sponsorship
from parvis.domain.calls.selectors.applications import applications_of_call, sponsors_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.naming import fold

NO_ROUND = "none"
ORDERS = {
    "reference": ("reference",),
    "organisation": ("organisation__name", "pk"),
    "title": ("title", "pk"),
    "submitted": ("submitted_at", "pk"),
    "state": ("state", "pk"),
    "round": ("round__position", "pk"),
}
DEFAULT_ORDER = "-submitted"


@dataclass(frozen=True)
class ApplicationFilters:
    """What those who run a call look for; what is empty is not asked for."""

    text: str = ""
    state: str = ""
    theme: str = ""
    region: str = ""
    stage: str = ""
    origin: str = ""
    round: str = ""
    sponsored: str = ""
    screening: str = ""


def find_applications(call: Call, filters: ApplicationFilters, order: str = DEFAULT_ORDER) -> QuerySet[Application]:
    """What was submitted to the call and fits, in this order (a key of ORDERS, with a minus to turn it round)."""
    rows = applications_of_call(call)
    plain = {
        "state": filters.state,
        "organisation__region": filters.region,
        "organisation__stage": filters.stage,
        "origin": filters.origin,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if filters.theme:
        rows = rows.filter(themes__code=filters.theme)
    if filters.round:
        rows = rows.filter(round=None if filters.round == NO_ROUND else _number(filters.round))
    rows = _sponsored(rows, filters.sponsored)
    rows = _screened(rows, call, filters.screening)
    if filters.text.strip():
        rows = rows.filter(pk__in=_matching(call, filters.text))
    return rows.order_by(*_order(order))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _sponsored(rows: QuerySet[Application], wanted: str) -> QuerySet[Application]:
    spoken_for = Exists(Sponsorship.objects.filter(application=OuterRef("pk")))
    if wanted == "yes":
        return rows.filter(spoken_for)
    if wanted == "no":
        return rows.filter(~spoken_for)
    if wanted:
        return rows.filter(Exists(Sponsorship.objects.filter(application=OuterRef("pk"), sponsor=_number(wanted))))
    return rows


def _screened(rows: QuerySet[Application], call: Call, wanted: str) -> QuerySet[Application]:
    """`waiting`: submitted and not looked at; `complete`: every point met; `incomplete`: one is not, or is asked."""
    checks = ScreeningCheck.objects.filter(application=OuterRef("pk"))
    asked = Exists(CorrectionRequest.objects.filter(application=OuterRef("pk"), answered_at=None, closed_at=None))
    unmet = Exists(checks.filter(is_met=False))
    if wanted == "waiting":
        return rows.filter(~Exists(checks.filter(is_met__isnull=False)), state=ApplicationState.SUBMITTED)
    if wanted == "incomplete":
        return rows.filter(unmet | asked)
    if wanted == "asked":
        return rows.filter(asked)
    if wanted == "complete":
        open_points = ChecklistItem.objects.filter(call=call).exclude(
            Exists(
                ScreeningCheck.objects.filter(item=OuterRef("pk"), application=OuterRef(OuterRef("pk")), is_met=True)
            )
        )
        return rows.filter(~asked & ~Exists(open_points))
    return rows


def _order(order: str) -> list[str]:
    name = order.removeprefix("-")
    keys = ORDERS.get(name, ORDERS[DEFAULT_ORDER.removeprefix("-")])
    turned = order.startswith("-") if name in ORDERS else True
    return [f"-{key}" if turned else key for key in keys]


def _matching(call: Call, text: str) -> list[int]:
    words = _folded(text).split()
    rows = Application.objects.filter(call=call).exclude(state=ApplicationState.DRAFT)
    named = rows.values_list("pk", "reference", "title", "organisation__name")
    return [pk for pk, *texts in named if _holds(_folded("\n".join(texts)), words)]


def _holds(text: str, words: list[str]) -> bool:
    return bool(words) and all(word in text for word in words)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


@dataclass(frozen=True, slots=True)
class Row:
    """One application of a page."""

    application: Application
    sponsors: list[Organisation]
    met: int
    unmet: int
    is_asked: bool


def rows_of(applications: Iterable[Application]) -> list[Row]:
    """The applications of one page, from `with_names`, with what stands beside each, in two queries."""
    page = list(applications)
    ids = [application.pk for application in page]
    sponsors = sponsors_of(ids)
    checks: dict[int, Counter[bool]] = defaultdict(Counter)
    found = ScreeningCheck.objects.filter(application__in=ids, is_met__isnull=False)
    for pk, is_met in found.values_list("application", "is_met"):
        checks[pk][bool(is_met)] += 1
    return [
        Row(one, sponsors[one.pk], checks[one.pk][True], checks[one.pk][False], bool(getattr(one, "is_asked", False)))
        for one in page
    ]


def with_names(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With what a line shows of each; `is_asked` says that a correction is under way."""
    asked = CorrectionRequest.objects.filter(application=OuterRef("pk"), answered_at=None, closed_at=None)
    return (
        rows.annotate(is_asked=Exists(asked)).select_related("organisation__region", "round").prefetch_related("themes")
    )


@dataclass(frozen=True)
class Neighbours:
    """Where an application stands in a list."""

    previous: str = ""
    next: str = ""
    number: int = 0
    total: int = 0


def neighbours_of(rows: QuerySet[Application], application: Application) -> Neighbours:
    """The references before and after it in the list; nothing where it is not in it."""
    references = list(rows.values_list("reference", flat=True))
    if application.reference not in references:
        return Neighbours(total=len(references))
    at = references.index(application.reference)
    return Neighbours(
        previous=references[at - 1] if at else "",
        next=references[at + 1] if at + 1 < len(references) else "",
        number=at + 1,
        total=len(references),
    )


@dataclass(frozen=True)
class Fitting:
    """What the filters of a call can offer: only what some application has."""

    themes: list[tuple[str, str]]
    regions: list[tuple[str, str]]
    stages: list[str]


def fitting_of(call: Call) -> Fitting:
    """What there is to filter by, in two queries."""
    rows = applications_of_call(call).order_by()
    through = Application.themes.through.objects.filter(application__call=call)
    names = through.values_list("theme__code", "theme__name_fr", "theme__name_en").distinct()
    places = rows.values_list("organisation__region", "organisation__region__name", "organisation__stage").distinct()
    regions, stages = set(), set()
    for code, name, stage in places:
        if code:
            regions.add((str(code), str(name)))
        if stage:
            stages.add(str(stage))
    return Fitting(
        themes=sorted((code, in_reader_language(french, english)) for code, french, english in names),
        regions=sorted(regions, key=lambda pair: fold(pair[1])),
        stages=sorted(stages),
    )
