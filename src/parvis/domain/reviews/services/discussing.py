"""Discuss an application within its panel; who takes part is told by mail once a day at most."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import PanelState, ReviewerState
from parvis.domain.reviews.models import Assignment, Message, Panel, Reviewer
from parvis.domain.reviews.selectors.discussing import can_discuss
from parvis.domain.reviews.selectors.reviewing import standing
from parvis.domain.reviews.services.mails import DIGEST, tell_reviewer

LONGEST = 10_000
ONCE_A_DAY = dt.timedelta(hours=23)
"""A little less than a day, so that a job that runs every hour does not drift."""


def write_message(*, actor: User, panel: Panel, application: Application, text: str) -> Message:
    """Add a word to the discussion. Raises NotAllowed for whoever does not take part in it now, InvalidInput."""
    if not can_discuss(actor, panel, application):
        raise NotAllowed(_("This discussion is not open to you."))
    words = text.replace("\r\n", "\n").strip()
    problem = _("Write something first.") if not words else ""
    if len(words) > LONGEST:
        problem = _("At most %(count)d characters.") % {"count": LONGEST}
    if problem:
        raise InvalidInput(problem, {"text": [problem]})
    with transaction.atomic():
        message = Message.objects.create(panel=panel, application=application, author=actor, text=words)
        record(actor=actor, verb="reviews.message_written", target=application, data={"panel": panel.pk})
    return message


def tell_discussions() -> int:
    """Write to each reviewer of whose applications others spoke since they were last told, once a day at most."""
    now, told = clock.now(), 0
    reviewers = Reviewer.objects.filter(
        state=ReviewerState.ACCEPTED, panel__state__in=(PanelState.REVIEWING, PanelState.DISCUSSING)
    ).exclude(digest_at__gt=now - ONCE_A_DAY)
    for reviewer in reviewers.select_related("user", "panel__round__call").order_by("id"):
        threads = _news_for(reviewer)
        if threads:
            with transaction.atomic():
                if Reviewer.objects.filter(pk=reviewer.pk, digest_at=reviewer.digest_at).update(digest_at=now):
                    tell_reviewer(reviewer, DIGEST, {"threads": threads, "number": len(threads)})
                    told += 1
    return told


def _news_for(reviewer: Reviewer) -> list[Application]:
    """The applications that the reviewer discusses and of which others spoke since they were last told."""
    mine = standing(Assignment.objects.filter(reviewer=reviewer))
    since = reviewer.digest_at or reviewer.invited_at
    fresh = Message.objects.filter(
        panel=reviewer.panel_id, application__in=mine.values("application_id"), written_at__gt=since
    ).exclude(author=reviewer.user_id)
    ids = set(fresh.values_list("application_id", flat=True))
    found = Application.objects.filter(pk__in=ids).order_by("reference", "id") if ids else ()
    return [one for one in found if can_discuss(reviewer.user, reviewer.panel, one)]
