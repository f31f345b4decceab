"""Introductions that somebody may see, how many an organisation has under way, and what came of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.core import clock
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.standing import account_of
from parvis.domain.introductions.enums import LIVING, IntroductionState, Outcome, Position
from parvis.domain.introductions.models import Introduction, IntroductionCap, IntroductionSide
from parvis.domain.introductions.pacing import most_at_a_time
from parvis.domain.introductions.standing import introduces, sides_of_account


def introductions_visible_to(actor: Actor) -> QuerySet[Introduction]:
    """All for matchmakers; for others those of organisations over which they hold a right, or that ask themselves."""
    rows = Introduction.objects.all()
    if introduces(actor):
        return rows
    user = account_of(actor)
    if user is None:
        return rows.none()
    own = IntroductionSide.objects.filter(sides_of_account(user, *AccessLevel.values), introduction=OuterRef("pk"))
    return rows.filter(Exists(own))


def loads(organisation_ids: Iterable[int]) -> dict[int, int]:
    """How many living introductions each of these organisations has; those without any are zero."""
    ids = list(organisation_ids)
    rows = IntroductionSide.objects.filter(organisation__in=ids, introduction__state__in=LIVING).order_by()
    counted = dict(rows.values_list("organisation").annotate(count=Count("introduction", distinct=True)))
    return {pk: counted.get(pk, 0) for pk in ids}


def caps(organisation_ids: Iterable[int]) -> dict[int, int]:
    """How many introductions at a time each of these takes: its own limit while it holds, or that of the campus."""
    ids = list(organisation_ids)
    lasting = Q(until=None) | Q(until__gte=clock.today())
    own = dict(IntroductionCap.objects.filter(lasting, organisation__in=ids).values_list("organisation", "most"))
    return {pk: own.get(pk, most_at_a_time()) for pk in ids}


def full_among(organisation_ids: Iterable[int]) -> set[int]:
    """Those that take no further introduction for now; two queries."""
    ids = list(organisation_ids)
    limits, under_way = caps(ids), loads(ids)
    return {pk for pk in ids if under_way[pk] >= limits[pk]}


def is_full(organisation_id: int) -> bool:
    """True when the organisation takes no further introduction for now."""
    return bool(full_among([organisation_id]))


@dataclass(frozen=True)
class MetPair:
    """Two organisations that agreed to meet: when, how it stands, and what each said came of it ("" for nothing)."""

    introduction_id: int
    first_id: int
    second_id: int
    on: dt.date
    state: str
    outcome_first: str
    outcome_second: str


def pairs_met() -> list[MetPair]:
    """Every pair that both accepted, by the day on which they met or else agreed; two queries."""
    rows = Introduction.objects.filter(accepted_at__isnull=False).order_by("accepted_at", "pk")
    found = []
    for row in rows.prefetch_related("sides").only("met_on", "accepted_at", "state"):
        sides = {side.position: side for side in row.sides.all()}
        first, second = sides[Position.FIRST], sides[Position.SECOND]
        on = row.met_on or row.accepted_at.date()  # type: ignore[union-attr]
        found.append(
            MetPair(row.pk, first.organisation_id, second.organisation_id, on, row.state, first.outcome, second.outcome)
        )
    return found


@dataclass(frozen=True)
class Outcomes:
    """How the introductions of an organisation ended: those that it was in, that it declined, and what it said."""

    introductions: int = 0
    accepted: int = 0
    declined: int = 0
    projects: int = 0
    helped: int = 0
    without_use: int = 0
    unreachable: int = 0


def outcomes_of(organisation_ids: Iterable[int]) -> dict[int, Outcomes]:
    """For each of these organisations; one query. `unreachable` counts what others said of it."""
    ids = list(organisation_ids)
    other = IntroductionSide.objects.filter(introduction=OuterRef("introduction"), outcome=Outcome.UNREACHABLE)
    rows = IntroductionSide.objects.filter(organisation__in=ids).order_by().values_list("organisation")
    counted = rows.annotate(
        introductions=Count("pk"),
        accepted=Count("pk", filter=Q(introduction__accepted_at__isnull=False)),
        declined=Count("pk", filter=Q(introduction__state=IntroductionState.DECLINED, answer="declined")),
        projects=Count("pk", filter=Q(outcome=Outcome.PROJECT)),
        helped=Count("pk", filter=Q(outcome=Outcome.HELPED)),
        without_use=Count("pk", filter=Q(outcome__in=(Outcome.NO_HELP, Outcome.NOT_FOR_ME))),
        unreachable=Count("pk", filter=Exists(other.exclude(organisation=OuterRef("organisation")))),
    )
    found = {row[0]: Outcomes(*row[1:]) for row in counted}
    return {pk: found.get(pk, Outcomes()) for pk in ids}
