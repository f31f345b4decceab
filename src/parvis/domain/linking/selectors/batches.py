"""Common confirmations: how far the sample is judged, and what it says about the rest."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.linking.enums import PairState
from parvis.domain.linking.models import Batch, CandidatePair, Merge
from parvis.domain.linking.standing import is_judge

SURE = 0.95


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample as it stands: how many pairs were judged how, and how many are left."""

    same: int
    different: int
    unsure: int
    left: int

    @property
    def judged(self) -> int:
        """Pairs with a verdict."""
        return self.same + self.different + self.unsure

    @property
    def wrong(self) -> int:
        """Pairs that merging all would have merged wrongly, or nobody knows whether rightly."""
        return self.different + self.unsure

    @property
    def worst_share(self) -> float:
        """With 95 % certainty, not more than this share of all pairs is wrong."""
        return upper_bound(self.wrong, self.judged)


def upper_bound(wrong: int, judged: int) -> float:
    """The highest share of wrong ones with which `wrong` or fewer among `judged` still happen in 5 % of samples.

    The exact bound of Clopper and Pearson, one-sided, found by halving.
    """
    if wrong >= judged:
        return 1.0
    low, high = wrong / judged, 1.0
    for _step in range(40):
        share = (low + high) / 2
        low, high = (share, high) if _at_most(wrong, judged, share) > 1 - SURE else (low, share)
    return high


def _at_most(wrong: int, judged: int, share: float) -> float:
    """The probability of at most so many wrong ones in a sample, given their share of all."""
    term = (1 - share) ** judged
    total = term
    for number in range(1, wrong + 1):
        term *= (judged - number + 1) / number * share / (1 - share)
        total += term
    return total


def batches_visible_to(actor: Actor) -> QuerySet[Batch]:
    """Every common confirmation, for whoever may judge; the newest first."""
    rows = Batch.objects.select_related("made_by")
    return rows if is_judge(actor) else rows.none()


def sample_of(batch: Batch) -> Sample:
    """How far the sample is judged; one query."""
    rows = CandidatePair.objects.filter(pk__in=batch.sample).order_by().values_list("state").annotate(Count("pk"))
    counts = dict(rows)
    judged = {state: counts.get(state, 0) for state in (PairState.SAME, PairState.DIFFERENT, PairState.UNSURE)}
    return Sample(
        same=judged[PairState.SAME],
        different=judged[PairState.DIFFERENT],
        unsure=judged[PairState.UNSURE],
        left=counts.get(PairState.PROPOSED, 0),
    )


def next_of_sample(batch: Batch, *, without: tuple[int, ...] = ()) -> CandidatePair | None:
    """The pair of the sample to judge next, in the order in which it was drawn."""
    rows = CandidatePair.objects.filter(pk__in=batch.sample, state=PairState.PROPOSED)
    waiting = set(rows.filter(left__merged_into=None, right__merged_into=None).values_list("pk", flat=True))
    first = next((pk for pk in batch.sample if pk in waiting and pk not in without), None)
    return CandidatePair.objects.select_related("left", "right").get(pk=first) if first else None


def merges_of(batch: Batch) -> QuerySet[Merge]:
    """The merges of the batch that stand, the newest first."""
    return Merge.objects.filter(batch=batch, undone_at=None).order_by("-pk")
