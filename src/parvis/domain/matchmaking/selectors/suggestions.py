"""Suggestions as they were last worked out, without those that no longer hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.people import people_visible_to
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.selectors.pairs import without_closed
from parvis.domain.matchmaking.standing import reads_all, reads_for, reads_of
from parvis.domain.matchmaking.wording import sentences
from parvis.domain.needs.enums import Readers
from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.needs.selectors.notices import open_notices


def suggestions_for_organisation(actor: Actor, organisation: Organisation) -> QuerySet[Suggestion]:
    """Whom the organisation should meet, the best first; nothing for whoever may not act for it."""
    if not reads_of(actor, organisation):
        return Suggestion.objects.none()
    return _holding(actor, Suggestion.objects.filter(subject=Subject.ORGANISATION, organisation=organisation))


def suggestions_for_notice(actor: Actor, notice: Notice) -> QuerySet[Suggestion]:
    """Organisations, people and other notices for a need or an offer, the best of each first."""
    if not reads_for(actor, notice):
        return Suggestion.objects.none()
    return _holding(actor, Suggestion.objects.filter(subject=Subject.NOTICE, notice=notice))


def suggestions_for_opportunity(
    actor: Actor, opportunity: Opportunity, organisation: Organisation | None = None
) -> QuerySet[Suggestion]:
    """With whom the organisation should answer a call; without one, who should: that is for the team."""
    may = reads_of(actor, organisation) if organisation else reads_all(actor)
    if not may:
        return Suggestion.objects.none()
    rows = Suggestion.objects.filter(subject=Subject.OPPORTUNITY, opportunity=opportunity, organisation=organisation)
    return _holding(actor, rows)


def _holding(actor: Actor, rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Those that the reader may see and that still hold, with what pages say of them."""
    still_open = Q(found__in=open_notices().exclude(readers=Readers.TEAM).order_by().values("pk"))
    seen = Q(person=None) | Q(person__in=people_visible_to(actor).order_by().values("pk"))
    kept = without_closed(rows).filter(Q(found=None) | still_open, seen)
    return kept.select_related("organisation", "other__region", "found", "person", "notice", "opportunity").order_by(
        "rank", "pk"
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two organisations that should meet, how probable a joint project is, and why."""

    first: Organisation
    second: Organisation
    score: float
    reasons: list[dict[str, Any]]

    def sentences(self) -> list[str]:
        """The reasons in the reader's language."""
        return sentences(self.reasons)


def who_should_meet(actor: Actor, limit: int) -> list[Meeting]:
    """The best pairs of all that have done nothing together yet, each organisation in one of them only.

    Nothing for whoever is not of the team.
    """
    if not reads_all(actor):
        return []
    rows = without_closed(Suggestion.objects.filter(subject=Subject.ORGANISATION, organisation__merged_into=None))
    best = rows.select_related("organisation__region", "other__region").order_by("-score", "pk")
    return list(_pairs(best.iterator(chunk_size=200), limit))


def _pairs(rows: Iterable[Suggestion], limit: int) -> Iterable[Meeting]:
    """The first so many in which neither of the two was named before; those who worked together need nobody for it."""
    named: set[int] = set()
    left = limit
    for row in rows:
        if any(reason["kind"] == "joint" for reason in row.reasons):
            continue
        if left and row.organisation is not None and not {row.organisation.pk, row.other_id} & named:
            named |= {row.organisation.pk, row.other_id}
            left -= 1
            yield Meeting(row.organisation, row.other, row.score, row.reasons)
        if not left:
            return
