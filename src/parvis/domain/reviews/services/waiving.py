"""Decide that a conflict of interest does not count, with the reason in writing."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict as Overtaken
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.reviews import rules
from parvis.domain.reviews.models import Conflict
from parvis.domain.reviews.services import checks

SHORTEST, LONGEST = 15, 2000
"""A reason of fewer characters is none."""


def waive_conflict(*, actor: User, conflict: Conflict, reason: str) -> None:
    """Let the reviewer read the application in spite of the tie.

    Raises NotAllowed for whoever is not of the programme team, or is the reviewer; InvalidInput without a reason that
    somebody else could follow; core.errors.Conflict when it is waived or gone already.
    """
    _check(actor, conflict)
    words = reason.strip()[:LONGEST]
    if len(words) < SHORTEST:
        sentence = _("Write the reason so that somebody else can follow it.")
        raise InvalidInput(sentence, {"reason": [sentence]})
    with transaction.atomic():
        open_one = Conflict.objects.filter(pk=conflict.pk, withdrawn_at=None, waived_at=None)
        if not open_one.update(waived_at=clock.now(), waived_by=actor, waiver=words):
            raise Overtaken(_("This conflict is gone, or was waived in the meantime."))
        _record(actor, conflict, "reviews.conflict_waived")


def end_waiver(*, actor: User, conflict: Conflict) -> None:
    """Let the tie count again. Raises as `waive_conflict`."""
    _check(actor, conflict)
    with transaction.atomic():
        waived = Conflict.objects.filter(pk=conflict.pk, waived_at__isnull=False)
        if not waived.update(waived_at=None, waived_by=None, waiver=""):
            raise Overtaken(_("This conflict counts already."))
        _record(actor, conflict, "reviews.waiver_ended")


def _check(actor: User, conflict: Conflict) -> None:
    if not rules.can_waive(actor, conflict):
        raise NotAllowed(_("Only the programme team waives conflicts of interest, and nobody one's own."))
    checks.check_open(conflict.reviewer.panel)


def _record(actor: User, conflict: Conflict, verb: str) -> None:
    reviewer = conflict.reviewer
    concerns = [reviewer.user] if reviewer.user else []
    data = {"reviewer": reviewer.pk, "application": conflict.application_id, "kind": str(conflict.kind)}
    record(actor=actor, verb=verb, target=conflict, data=data, concerns=concerns)
