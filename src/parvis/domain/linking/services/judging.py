"""Write down what a person says about two organisations, and do what follows from it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.linking import rules
from parvis.domain.linking.enums import Origin, Verdict
from parvis.domain.linking.keys import Key, in_order
from parvis.domain.linking.models import Batch, CandidatePair, Judgement, Merge
from parvis.domain.linking.pairing import comparison
from parvis.domain.linking.registry import Remake
from parvis.domain.linking.selectors.judgements import SIDES, keys_of
from parvis.domain.linking.selectors.records import as_json, records_by_id
from parvis.domain.linking.selectors.survivor import survivor_first
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.proposing import STATES
from parvis.domain.linking.services.unmerging import unmerge
from parvis.domain.linking.weights import weights_version

SPOKEN = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})
LONGEST_REASON = 2_000


def judge_pair(
    *,
    actor: User,
    pair: CandidatePair,
    verdict: str,
    reason: str = "",
    survivor: int | None = None,
    override: str = "",
    origin: Origin = Origin.PAIR,
    batch: Batch | None = None,
    remake: Remake | None = None,
) -> Judgement:
    """Judge a candidate pair; "same" merges the two at once, `survivor` being the one that keeps its page.

    The pair must be as the caller read it: Conflict when someone else judged it, or merged one of them, since.
    What speaks against a merge raises InvalidInput, unless `override` says why an administrator merges all the same.
    """
    _check(actor, verdict, reason)
    with transaction.atomic():
        _part(actor, pair, verdict, reason)
        judgement = _say(actor, pair.left, pair.right, verdict, reason, origin, score=pair.score, weights=pair.weights)
        _settle(pair, judgement)
        if verdict == Verdict.SAME:
            first, second = survivor_first(pair.left, pair.right)
            keeps, goes = (second, first) if survivor == second.pk else (first, second)
            merge = merge_organisations(
                actor=actor,
                survivor=keeps,
                absorbed=goes,
                reason=reason,
                override=override,
                judgement=judgement,
                remake=remake,
            )
            Merge.objects.filter(pk=merge.pk).update(batch=batch)
        data = {"pair": pair.pk, "other": pair.right_id, "name": pair.right.name, "verdict": verdict}
        record(actor=actor, verb="linking.judged", target=pair.left, data=data)
    return judgement


def merge_by_hand(
    *, actor: User, survivor: Organisation, absorbed: Organisation, reason: str = "", override: str = ""
) -> Merge:
    """Merge two organisations that someone found to be one; the judgement is kept like any other.

    Raises what `merge_organisations` raises.
    """
    _check(actor, Verdict.SAME, reason)
    with transaction.atomic():
        found = comparison(*records_by_id([survivor.pk, absorbed.pk]).values())
        judgement = _say(
            actor, survivor, absorbed, Verdict.SAME, reason, Origin.HAND, score=found.score, weights=weights_version()
        )
        ends = {"left_id": min(survivor.pk, absorbed.pk), "right_id": max(survivor.pk, absorbed.pk)}
        CandidatePair.objects.filter(**ends).update(state=STATES[Verdict.SAME], judgement=judgement)
        return merge_organisations(
            actor=actor, survivor=survivor, absorbed=absorbed, reason=reason, override=override, judgement=judgement
        )


def withdraw_judgement(*, actor: User | None, judgement: Judgement, reason: str = "") -> Judgement:
    """Take a judgement back by a new one; a merge that followed from it is undone.

    Raises Conflict when something was said about the pair since, and InvalidTransition while later merges build on it.
    """
    _check(actor, judgement.verdict, reason)
    with transaction.atomic():
        taken = Judgement(
            **{name: getattr(judgement, name) for name in COPIED},
            verdict=Verdict.WITHDRAWN,
            judged_by=actor,
            reason=reason.strip(),
        )
        if _was_followed(judgement) or judgement.verdict == Verdict.WITHDRAWN:
            raise Conflict(_("Something else has been said about these two in the meantime."))
        taken.save()
        for merge in Merge.objects.filter(judgement=judgement, undone_at=None):
            unmerge(actor=actor, merge=merge, reason=reason)
        CandidatePair.objects.filter(judgement=judgement).update(state=STATES[Verdict.WITHDRAWN], judgement=taken)
        record(actor=actor, verb="linking.withdrawn", data={"judgement": judgement.pk, "verdict": judgement.verdict})
    return taken


def undo_merge(*, actor: User, merge: Merge, reason: str = "") -> None:
    """Undo a merge, and take back the judgement from which it followed unless something else was said since.

    Raises what `unmerge` raises.
    """
    judgement = merge.judgement
    if judgement is not None and not _was_followed(judgement):
        withdraw_judgement(actor=actor, judgement=judgement, reason=reason)
    else:
        unmerge(actor=actor, merge=merge, reason=reason)


def _was_followed(judgement: Judgement) -> bool:
    """True when something was said about the same pair since."""
    sides = {side: getattr(judgement, side) for side in SIDES}
    return Judgement.objects.filter(**sides, pk__gt=judgement.pk).exists()


COPIED = (*SIDES, "origin", "score", "weights", "left_record", "right_record")


def _check(actor: User | None, verdict: str, reason: str) -> None:
    if actor is not None and not rules.can_judge(actor):
        raise NotAllowed(_("Only community managers and campus administrators judge pairs."))
    if verdict not in SPOKEN:
        raise InvalidInput(_("Say whether they are the same, different, or whether you cannot tell."))
    if len(reason) > LONGEST_REASON:
        sentence = _("At most %(count)d characters.") % {"count": LONGEST_REASON}
        raise InvalidInput(sentence, {"reason": [sentence]})


def _say(
    actor: User,
    one: Organisation,
    other: Organisation,
    verdict: str,
    reason: str,
    origin: Origin,
    **shown: Any,
) -> Judgement:
    """The judgement under the keys of the two, with what was compared."""
    keys, said = keys_of([one.pk, other.pk]), records_by_id([one.pk, other.pk])
    ends: dict[Key, int] = {keys[pk][0]: pk for pk in (one.pk, other.pk)}
    left, right = in_order(*ends)
    return Judgement.objects.create(
        left_source=left.source,
        left_key=left.key,
        right_source=right.source,
        right_key=right.key,
        left_record=as_json(said[ends[left]]),
        right_record=as_json(said[ends[right]]),
        verdict=verdict,
        reason=reason.strip(),
        origin=origin,
        judged_by=actor,
        **shown,
    )


def _part(actor: User, pair: CandidatePair, verdict: str, reason: str) -> None:
    """Undo the merge that followed from what was said of the pair before."""
    standing = Merge.objects.filter(judgement=pair.judgement_id, undone_at=None) if pair.judgement_id else ()
    for merge in standing:
        if verdict == Verdict.SAME:
            raise Conflict(_("Someone else has judged this pair in the meantime."))
        unmerge(actor=actor, merge=merge, reason=reason)


def _settle(pair: CandidatePair, judgement: Judgement) -> None:
    """Move the pair to the state that follows, unless someone has judged it since it was read."""
    row = CandidatePair.objects.filter(pk=pair.pk, state=pair.state, judgement=pair.judgement_id)
    if not row.update(state=STATES[judgement.verdict], judgement=judgement):
        raise Conflict(_("Someone else has judged this pair in the meantime."))
