"""Remind reviewers of what is still to be done, by the team and by itself, never twice a day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Panel, Reviewer
from parvis.domain.reviews.selectors.progress import late_reviewers
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.mails import REMINDER, tell_reviewer

ONCE_A_DAY = dt.timedelta(hours=20)
BEFORE = (dt.timedelta(days=7), dt.timedelta(days=2))
"""How long before the date the automatic reminders go out."""
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were reminded, and how many were left out because they had a reminder today."""

    told: int
    spared: int


def remind_reviewers(*, actor: User, panel: Panel, reviewers: Collection[int], word: str = "") -> Reminded:
    """Remind these reviewers, as far as they have something to submit; `word` is added to the mail.

    Raises NotAllowed, and InvalidTransition when the panel is closed.
    """
    checks.check_manager(actor, panel)
    checks.check_open(panel)
    wanted = list(late_reviewers(panel).filter(pk__in=reviewers))
    with transaction.atomic():
        told = [reviewer for reviewer in wanted if _remind(panel, reviewer, word.strip()[:LONGEST])]
        data = {"told": len(told), "spared": len(wanted) - len(told)}
        record(actor=actor, verb="reviews.reviewers_reminded", target=panel, data=data)
    return Reminded(len(told), len(wanted) - len(told))


def remind_by_itself() -> int:
    """Remind whoever is late a week and two days before the date of their panel; twice does no harm."""
    now, told = clock.now(), 0
    panels = Panel.objects.filter(state=PanelState.REVIEWING, due_at__gt=now, due_at__lte=now + BEFORE[0])
    for panel in panels.order_by("id"):
        step = sum(panel.due_at - now <= before for before in BEFORE) if panel.due_at else 0
        for reviewer in late_reviewers(panel).filter(nudges__lt=step):
            with transaction.atomic():
                if Reviewer.objects.filter(pk=reviewer.pk, nudges__lt=step).update(nudges=step):
                    told += _remind(panel, reviewer, "")
    return told


def _remind(panel: Panel, reviewer: Reviewer, word: str) -> bool:
    """Write to one of the panel, unless they had a reminder today."""
    reviewer.panel = panel
    now = clock.now()
    rested = Q(reminded_at=None) | Q(reminded_at__lt=now - ONCE_A_DAY)
    if not Reviewer.objects.filter(rested, pk=reviewer.pk).update(reminded_at=now):
        return False
    tell_reviewer(reviewer, REMINDER, {"number": getattr(reviewer, "left", 0), "word": word})
    return True
