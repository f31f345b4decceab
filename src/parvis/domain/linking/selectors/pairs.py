"""The queue of candidate pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Abs

from parvis.base.accounts.rules import Actor
from parvis.domain.linking.enums import PairOrder, PairState
from parvis.domain.linking.models import CandidatePair
from parvis.domain.linking.standing import is_judge

BANDS: Mapping[str, tuple[float, float]] = {"high": (0.9, 1.01), "middle": (0.5, 0.9), "low": (0.0, 0.5)}
"""Probabilities from and to, by the name of the band."""


USUAL = {"state": PairState.PROPOSED, "order": PairOrder.VALUE}
"""What an address need not say."""

ORDERS: Mapping[str, tuple[str | Combinable, ...]] = {
    PairOrder.VALUE: ("-value", "id"),
    PairOrder.LIKELY: ("-score", "id"),
    PairOrder.UNCERTAIN: (Abs(F("score") - 0.5), "id"),
}


@dataclass(frozen=True, slots=True)
class PairFilters:
    """Which pairs, in which order; what is empty does not narrow. `sources` are two registers joined by a bar."""

    state: str = PairState.PROPOSED
    kind: str = ""
    region: str = ""
    sources: str = ""
    band: str = ""
    order: str = PairOrder.VALUE

    def as_dict(self) -> dict[str, str]:
        """The filters that say something, for an address."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value and value != USUAL.get(name)}


def pairs_visible_to(actor: Actor) -> QuerySet[CandidatePair]:
    """Every pair of two organisations that stand for themselves, for whoever may judge; the most telling first."""
    rows = CandidatePair.objects.select_related("left", "right").order_by("-value", "id")
    return rows if is_judge(actor) else rows.none()


def standing(rows: QuerySet[CandidatePair]) -> QuerySet[CandidatePair]:
    """Without pairs of which one has been merged."""
    return rows.filter(left__merged_into=None, right__merged_into=None)


def queue(actor: Actor, filters: PairFilters) -> QuerySet[CandidatePair]:
    """The pairs that fit, in the order that is asked for: usually first where a judgement tells most."""
    return standing(pairs_visible_to(actor)).filter(condition(filters)).order_by(*ORDERS[filters.order])


def condition(filters: PairFilters) -> Q:
    """The filters as a condition; a pair fits when either of its organisations does."""
    found = Q(state=filters.state)
    if filters.kind:
        found &= Q(left__kind=filters.kind) | Q(right__kind=filters.kind)
    if filters.region:
        found &= Q(left__region=filters.region) | Q(right__region=filters.region)
    if filters.sources:
        one, _bar, other = filters.sources.partition("|")
        found &= Q(left_source=one, right_source=other) | Q(left_source=other, right_source=one)
    if filters.band in BANDS:
        least, below = BANDS[filters.band]
        found &= Q(score__gte=least, score__lt=below)
    return found


def next_pair(actor: Actor, filters: PairFilters, *, without: tuple[int, ...] = ()) -> CandidatePair | None:
    """The pair to judge next; `without` are those that the judge has before them already."""
    return queue(actor, filters).exclude(pk__in=without).first()


def counts_by_state(actor: Actor) -> dict[str, int]:
    """How many pairs are in each state."""
    rows = standing(pairs_visible_to(actor)).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def source_pairs(actor: Actor) -> list[tuple[str, int]]:
    """The pairs of registers in the queue, as `one|other` in order, with how many pairs of organisations each has."""
    rows = standing(pairs_visible_to(actor)).filter(state=PairState.PROPOSED).order_by()
    found: dict[str, int] = {}
    for one, other, count in rows.values_list("left_source", "right_source").annotate(Count("pk")):
        name = "|".join(sorted((one, other)))
        found[name] = found.get(name, 0) + count
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def waiting(actor: Actor, filters: PairFilters | None = None) -> int:
    """How many pairs wait for a judgement, of those that fit."""
    return queue(actor, filters or PairFilters()).count() if is_judge(actor) else 0
