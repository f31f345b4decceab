"""What already happened between two organisations, as far as it bears on suggesting one to the other."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.core import clock
from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Relation
from parvis.domain.introductions.enums import LIVING, IntroductionState, Outcome
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.joint_projects.enums import LIVING as GOING_ON
from parvis.domain.joint_projects.models import Partner
from parvis.domain.matchmaking.enums import Thumb
from parvis.domain.matchmaking.models import Opinion, Suggestion

OF_ONE_HOUSE = (RelationKind.PART, RelationKind.SUBSIDIARY)
"""Ties by which two children of one parent are sites of the same organisation."""
TIED = (*OF_ONE_HOUSE, RelationKind.SUPERVISION, RelationKind.HOSTED)
"""Ties by which parent and child know each other without being introduced."""
CLOSED = (*LIVING, IntroductionState.DECLINED)
"""States of an introduction in which its two sides are not suggested to one another."""
GOOD = (Outcome.PROJECT, Outcome.HELPED)

Pairs = dict[int, set[int]]


REMEMBERED = dt.timedelta(days=365)
"""How long it counts that somebody could not be reached."""


@dataclass(frozen=True, slots=True)
class Between:
    """For each organisation those that are not suggested to it, and those that are only when nobody better is.

    `partners` are in a joint project with it that goes on: they need not be told to meet. `silent` could not be reached
    by somebody; `helped` is how many said that an organisation helped them.
    """

    excluded: Pairs = field(default_factory=lambda: defaultdict(set))
    lowered: Pairs = field(default_factory=lambda: defaultdict(set))
    partners: Pairs = field(default_factory=lambda: defaultdict(set))
    silent: frozenset[int] = frozenset()
    helped: Mapping[int, int] = field(default_factory=dict)


def between(organisations: Collection[int]) -> Between:
    """What is known of these organisations and others; eight queries, however many they are."""
    found = Between(silent=_silent(), helped=_helped())
    _both_ways(found.excluded, _tied(organisations))
    _both_ways(found.partners, _partners(organisations))
    for one, other in unwanted(organisations):
        found.excluded[one].add(other)
    for one, other, state, outcome in _introduced(organisations):
        if state in CLOSED:
            _both_ways(found.excluded, [(one, other)])
        elif outcome == Outcome.NOT_FOR_ME:
            _both_ways(found.lowered, [(one, other)])
    return found


def _silent() -> frozenset[int]:
    """Those that the other side could not reach of late; they did not say so of themselves."""
    lately = Q(introduction__sides__outcome=Outcome.UNREACHABLE)
    lately &= Q(introduction__sides__outcome_at__gte=clock.now() - REMEMBERED)
    rows = IntroductionSide.objects.filter(lately).exclude(outcome=Outcome.UNREACHABLE)
    return frozenset(rows.order_by().values_list("organisation_id", flat=True))


def _helped() -> dict[int, int]:
    """For each organisation how many sides said that it helped them, or that a project came of it."""
    columns = ("organisation_id", "introduction__sides__organisation_id")
    good = IntroductionSide.objects.filter(outcome__in=GOOD).order_by().values_list(*columns)
    return Counter(other for one, other in good if one != other)


def unwanted(organisations: Collection[int]) -> list[tuple[int, int]]:
    """Pairs of these organisations with those that somebody there turned down, as long as that holds."""
    rows = Opinion.objects.filter(organisation__in=organisations, thumb=Thumb.DOWN, taken_back_at=None)
    return list(rows.order_by().values_list("organisation_id", "other_id"))


def without_closed(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """The suggestions that still hold: nobody turned them down since, and the two are not being introduced."""
    down = Opinion.objects.filter(
        organisation=OuterRef("organisation"), other=OuterRef("other"), thumb=Thumb.DOWN, taken_back_at=None
    )
    met = IntroductionSide.objects.filter(
        organisation=OuterRef("other"),
        introduction__state__in=CLOSED,
        introduction__sides__organisation=OuterRef("organisation"),
    )
    return rows.filter(~Exists(down), ~Exists(met), other__merged_into=None)


def _introduced(organisations: Collection[int]) -> list[tuple[int, int, str, str]]:
    """Who of them was introduced to whom, how that stands, and what they said came of it."""
    columns = ("organisation_id", "introduction__sides__organisation_id", "introduction__state", "outcome")
    rows = IntroductionSide.objects.filter(organisation__in=organisations).order_by("pk").values_list(*columns)
    return [row for row in rows if row[0] != row[1]]


def _partners(organisations: Collection[int]) -> Iterable[tuple[int, int]]:
    """Who of them is in a joint project that goes on, and with whom."""
    rows = Partner.objects.filter(organisation__in=organisations, left_on=None, project__state__in=GOING_ON)
    others = rows.filter(project__partners__left_on=None).order_by()
    return others.values_list("organisation_id", "project__partners__organisation_id")


def _tied(organisations: Collection[int]) -> Iterable[tuple[int, int]]:
    """Parents, children, and other sites of the same organisation."""
    wanted = Q(child__in=organisations) | Q(parent__in=organisations)
    yield from Relation.objects.filter(wanted, kind__in=TIED).order_by().values_list("child_id", "parent_id")
    houses = Relation.objects.filter(child__in=organisations, kind__in=OF_ONE_HOUSE).values("parent_id")
    children = defaultdict(set)
    rows = Relation.objects.filter(parent__in=houses, kind__in=OF_ONE_HOUSE).order_by()
    for parent, child in rows.values_list("parent_id", "child_id"):
        children[parent].add(child)
    asking = set(organisations)
    for sites in children.values():
        for one in sites & asking:
            yield from ((one, other) for other in sites - {one})


def _both_ways(pairs: Pairs, found: Iterable[tuple[int, int]]) -> None:
    for one, other in found:
        pairs[one].add(other)
        pairs[other].add(one)
