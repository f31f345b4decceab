"""Tell reviewers what they were given: one mail for each, however many applications it is."""

import datetime as dt
from collections import defaultdict

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.base.messaging.services.send import send_mail
from parvis.core import clock
from parvis.domain.reviews.models import Assignment, Panel, Reviewer
from parvis.domain.reviews.rules import WRITABLE
from parvis.domain.reviews.selectors.situation import assignments_of

TELL = "reviews.tell_assigned"
"""The job that writes these mails."""
PATIENCE = dt.timedelta(minutes=10)
"""How long pairs that are made by hand wait for others, so that nobody gets a mail for each."""


def ask_to_tell(panel: Panel, *, actor: User | None = None, patience: dt.timedelta | None = None) -> Job:
    """Queue the mails in the caller's transaction; those that wait are one, apart from those with patience."""
    key = f"{TELL}.{panel.pk}" + (".later" if patience else "")
    return enqueue(actor=actor, name=TELL, arguments={"panel": panel.pk}, key=key, delay=patience)


def tell_reviewers(*, panel: Panel) -> int:
    """Write to each reviewer who was given applications that no mail told them of; returns how many were told.

    While the panel does not review yet, nobody is told; starting it asks again.
    """
    if panel.state not in WRITABLE:
        return 0
    with transaction.atomic():
        new: dict[int, list[int]] = defaultdict(list)
        for pk, who in assignments_of(panel).filter(told_at=None).order_by("id").values_list("pk", "reviewer_id"):
            new[who].append(pk)
        for reviewer in Reviewer.objects.filter(pk__in=new).select_related("user").order_by("id"):
            told = Assignment.objects.filter(pk__in=new[reviewer.pk], told_at=None).update(told_at=clock.now())
            send_mail(
                to=reviewer.user.email if reviewer.user else reviewer.email,
                template="reviews/mail/assigned",
                language=reviewer.language,
                context={"reviewer": reviewer, "panel": panel, "number": told},
                kind="reviews.assigned",
            )
    return len(new)
