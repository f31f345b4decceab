"""Work suggestions out, for one notice, one call to partner for, or some organisations, and keep them.

Only the worker imports this. Whatever stood before for the same thing is replaced in one transaction, so that a job
that runs twice leaves the same rows.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from parvis.core import clock
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking import wording
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.selectors.pairs import Between, between
from parvis.domain.matchmaking.selectors.profiles import words_of_notice
from parvis.domain.matchmaking.selectors.targets import never_suggested
from parvis.domain.matchmaking.services.asking import ask_for_notice
from parvis.domain.matchmaking.services.choosing import Found, Rules, Target, choose
from parvis.domain.matchmaking.services.matching import (
    Match,
    experts_for,
    facts_for,
    in_regions,
    matches_of,
    theme_facts,
)
from parvis.domain.matchmaking.services.past import NOBODY, recommender
from parvis.domain.matchmaking.wording import Fact
from parvis.domain.needs.models import Interest, Notice, Opportunity
from parvis.domain.needs.selectors.notices import open_notices
from parvis.engine.recommend import Recommender

TOP = 10
"""Suggestions that each gets."""
CLOSE = 0.3
"""The part of its log-odds that a profile must get from its text to be close to another one."""
ENOUGH = 40
"""How many must be close to leave all others out."""
INTERESTED = Fact(wording.INTEREST, 1.5)

Progress = Callable[[int, int], None]


def suggest_for_notice(*, notice_id: int) -> int:
    """Work out who could help with a need or use an offer; returns how many are suggested.

    Of a notice that is no longer open nothing is kept. Notices of the other side that fit and do not know of this one
    yet are asked for anew.
    """
    kept = Suggestion.objects.filter(subject=Subject.NOTICE, notice=notice_id)
    notice = open_notices().filter(pk=notice_id).prefetch_related("themes", "regions").first()
    if notice is None:
        kept.delete()
        return 0
    known = between([notice.organisation_id])
    excluded = known.excluded[notice.organisation_id] | {notice.organisation_id}
    fitting, alike = matches_of(notice, excluded)
    only, where = in_regions(notice)
    target = Target(
        asking=notice.organisation_id,
        terms=words_of_notice(notice),
        excluded=frozenset(excluded | never_suggested()),
        lowered=_lowered(known, notice.organisation_id),
        facts=facts_for(notice, fitting),
        only=only,
        where=where,
    )
    (found,) = choose(recommender(), [target], Rules(top=TOP, helped=known.helped))
    rows = [_row(one, rank) for rank, one in enumerate(found, 1)]
    rows += [_of_match(match, rank) for group in (fitting, alike) for rank, match in enumerate(group, 1)]
    for rank, expert in enumerate(experts_for(notice, excluded, fitting), 1):
        rows.append(
            Suggestion(
                other_id=expert.organisation_id,
                person_id=expert.person_id,
                rank=rank,
                score=expert.score,
                reasons=[expert.fact.told()],
            )
        )
    _keep(kept, rows, subject=Subject.NOTICE, organisation_id=notice.organisation_id, notice=notice)
    _tell_others(notice, fitting)
    return len(rows)


def suggest_for_opportunity(*, opportunity_id: int, organisation_id: int | None = None) -> int:
    """Work out who should answer a call, with an organisation or without one; returns how many are suggested."""
    opportunity = Opportunity.objects.filter(pk=opportunity_id).prefetch_related("themes").first()
    if opportunity is None:
        return 0
    known = between([organisation_id] if organisation_id else [])
    asking = organisation_id or NOBODY
    facts = {pk: [fact] for pk, fact in theme_facts([theme.pk for theme in opportunity.themes.all()])}
    for pk in Interest.objects.filter(opportunity=opportunity).order_by().values_list("organisation_id", flat=True):
        facts.setdefault(pk, []).append(INTERESTED)
    target = Target(
        asking=asking,
        terms=" ".join(part for part in (opportunity.title, opportunity.text) if part),
        excluded=frozenset({asking, *known.excluded[asking], *never_suggested()}),
        lowered=_lowered(known, asking),
        facts=facts,
    )
    (found,) = choose(recommender(), [target], Rules(top=TOP, helped=known.helped))
    kept = Suggestion.objects.filter(subject=Subject.OPPORTUNITY, opportunity=opportunity, organisation=organisation_id)
    rows = [_row(one, rank) for rank, one in enumerate(found, 1)]
    _keep(kept, rows, subject=Subject.OPPORTUNITY, organisation_id=organisation_id, opportunity=opportunity)
    return len(rows)


def suggest_for_organisations(*, organisations: Sequence[int], progress: Progress = lambda _done, _all: None) -> int:
    """Work out whom each of them should meet, nobody being suggested too often; returns how many got suggestions."""
    engine, known, never = recommender(), between(organisations), never_suggested()
    targets, there = [], [pk for pk in organisations if str(pk) in engine.history.index]
    for pk in there:
        excluded = never | known.excluded[pk] | known.partners[pk] | {pk}
        lowered = _lowered(known, pk)
        targets.append(Target(pk, excluded=frozenset(excluded), lowered=lowered, only=_near(engine, pk)))
    rules = Rules(top=TOP, most_each=settings.SUGGESTIONS_MOST_EACH, helped=known.helped)
    for pk, found in zip(there, choose(engine, targets, rules, progress), strict=True):
        kept = Suggestion.objects.filter(subject=Subject.ORGANISATION, organisation=pk)
        _keep(
            kept,
            [_row(one, rank) for rank, one in enumerate(found, 1)],
            subject=Subject.ORGANISATION,
            organisation_id=pk,
        )
    return (
        Suggestion.objects.filter(organisation__in=organisations).order_by().values("organisation").distinct().count()
    )


def _near(engine: Recommender, organisation: int) -> frozenset[int] | None:
    """For a newcomer those who say that they do something close to what it does, if there are enough of them.

    Of somebody without a past the ranker knows the place and the kind: alone, they bring whoever is near and busy.
    """
    history = engine.history
    at = history.index[str(organisation)]
    if engine.texts is None or history.network.partners[at] or not history.organisations[at].terms:
        return None
    near = np.flatnonzero(engine.texts.bonus(history.organisations[at].terms) >= CLOSE).tolist()
    if len(near) < ENOUGH:
        return None
    return frozenset(int(history.organisations[other].id) for other in near)


def _lowered(known: Between, organisation: int) -> frozenset[int]:
    return known.silent | known.lowered.get(organisation, set())


def _row(found: Found, rank: int) -> Suggestion:
    return Suggestion(other_id=found.organisation, rank=rank, score=found.score, reasons=found.reasons)


def _of_match(match: Match, rank: int) -> Suggestion:
    return Suggestion(
        other_id=match.notice.organisation_id,
        found=match.notice,
        rank=rank,
        score=match.score,
        reasons=[match.fact.told()],
    )


def _keep(kept: QuerySet[Suggestion], rows: Iterable[Suggestion], **values: object) -> None:
    """Put these rows in the place of those that are kept."""
    now, new = clock.now(), list(rows)
    for row in new:
        row.worked_out_at = now
        for name, value in values.items():
            setattr(row, name, value)
    with transaction.atomic():
        kept.delete()
        there = set(Organisation.objects.filter(pk__in={row.other_id for row in new}).values_list("pk", flat=True))
        Suggestion.objects.bulk_create([row for row in new if row.other_id in there])


def _tell_others(notice: Notice, fitting: Iterable[Match]) -> None:
    """Have suggestions worked out for notices that fit this one and are not told of it yet."""
    for match in fitting:
        if not Suggestion.objects.filter(notice=match.notice, found=notice).exists():
            ask_for_notice(notice_id=match.notice.pk)
