"""What the address of a page of linking asks for: which pairs, and for which common confirmation."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from parvis.base.accounts.rules import Actor
from parvis.domain.linking.enums import PairOrder, PairState
from parvis.domain.linking.models import Batch, CandidatePair
from parvis.domain.linking.selectors.batches import batches_visible_to, next_of_sample
from parvis.domain.linking.selectors.pairs import BANDS, PairFilters, next_pair
from parvis.domain.reference.enums import OrganisationKind

LONGEST_NUMBER = 9


def number_of(text: str) -> int:
    """A number of a row from an address; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


@dataclass(frozen=True, slots=True)
class Question:
    """The pairs that someone goes through, and how the addresses of the next pages say so."""

    filters: PairFilters
    batch: int = 0

    @classmethod
    def of(cls, given: QueryDict) -> "Question":
        """What an address asks for; unknown values do not count."""
        state, kind, band = given.get("state", ""), given.get("kind", ""), given.get("band", "")
        order = given.get("order", "")
        filters = PairFilters(
            state=state if state in PairState.values else PairState.PROPOSED,
            kind=kind if kind in OrganisationKind.values else "",
            region=given.get("region", "")[:3],
            sources=given.get("sources", "")[:61],
            band=band if band in BANDS else "",
            order=order if order in PairOrder.values else PairOrder.VALUE,
        )
        return cls(filters, number_of(given.get("batch", "")))

    @property
    def query(self) -> str:
        """The end of an address that asks the same, with its question mark."""
        values = {**self.filters.as_dict(), **({"batch": str(self.batch)} if self.batch else {})}
        return f"?{urlencode(values)}" if values else ""

    @property
    def is_narrowed(self) -> bool:
        """True when the filters leave pairs out; an order does not."""
        return bool(self.filters.as_dict().keys() - {"order"})

    def query_for(self, state: str) -> str:
        """The end of the address of another state, in the same order."""
        return Question(PairFilters(state=state, order=self.filters.order)).query

    def batch_for(self, actor: Actor) -> Batch | None:
        """The common confirmation whose sample is being judged."""
        return batches_visible_to(actor).filter(pk=self.batch).first() if self.batch else None

    def following(self, actor: Actor, *, without: tuple[int, ...] = ()) -> CandidatePair | None:
        """The pair to judge next."""
        batch = self.batch_for(actor)
        if batch is not None:
            return next_of_sample(batch, without=without)
        return next_pair(actor, self.filters, without=without)
