"""What the page of one pair shows."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.models import CandidatePair, Judgement, Merge
from parvis.domain.linking.pairing import reasons_in_words
from parvis.domain.linking.rules import can_override
from parvis.domain.linking.selectors.obstacles import Obstacle, obstacles_between
from parvis.domain.linking.selectors.side_by_side import Sides, side_by_side
from parvis.domain.linking.selectors.survivor import survivor_first
from parvis.domain.sources.selectors.records import RecordView, records_of
from parvis.faces.web.design.tags import figure

NEAR = 1
"""Kilometres below which two positions say the same."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two organisations, what speaks against making them one, and which of them would keep its page."""

    sides: Sides
    obstacles: list[Obstacle]
    survivor: Organisation
    left_records: list[RecordView]
    right_records: list[RecordView]
    may_override: bool

    @property
    def both(self) -> list[tuple[str, Organisation]]:
        """The two under their letters."""
        return [("A", self.sides.left), ("B", self.sides.right)]

    @property
    def records(self) -> list[tuple[str, list[RecordView]]]:
        """What the registers say of each."""
        return [("A", self.left_records), ("B", self.right_records)]

    @property
    def distance(self) -> str:
        """How far apart they are, in words; nothing where a position is missing."""
        kilometres = self.sides.kilometres
        if kilometres is None:
            return ""
        if kilometres < NEAR:
            return _("Less than one kilometre apart")
        return _("%(number)s km apart") % {"number": figure(round(kilometres))}

    @property
    def is_impossible(self) -> bool:
        """True when this reader cannot merge the two."""
        return bool(self.obstacles) and (not self.may_override or any(o.is_final for o in self.obstacles))


def compared(actor: Actor, left_id: int, right_id: int) -> Compared:
    """Everything about two organisations that helps to decide; as many queries whatever hangs on them."""
    sides = side_by_side(left_id, right_id)
    return Compared(
        sides=sides,
        obstacles=obstacles_between(sides.left, sides.right),
        survivor=survivor_first(sides.left, sides.right)[0],
        left_records=records_of(sides.left),
        right_records=records_of(sides.right),
        may_override=can_override(actor),
    )


@dataclass(frozen=True, slots=True)
class PairPage:
    """A candidate pair as its page shows it."""

    pair: CandidatePair
    compared: Compared
    word: Judgement | None
    merge: Merge | None

    @property
    def explanation(self) -> list[str]:
        """Why the engine asks, as sentences in the language of the page."""
        return [capfirst(sentence) for sentence in reasons_in_words(self.pair, get_language() or "")]


def pair_page(actor: Actor, pair: CandidatePair) -> PairPage:
    """Everything that the page of a pair shows."""
    word = Judgement.objects.select_related("judged_by").get(pk=pair.judgement_id) if pair.judgement_id else None
    merge = Merge.objects.filter(judgement=word, undone_at=None).first() if word else None
    return PairPage(pair, compared(actor, pair.left_id, pair.right_id), word, merge)
