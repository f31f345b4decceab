"""Look for conflicts of interest, and keep what was found in step with what the campus knows."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.models import Job
from parvis.core import clock
from parvis.domain.reviews.enums import ConflictKind
from parvis.domain.reviews.models import Conflict, Panel
from parvis.domain.reviews.selectors.grounds import Facts, Key, grounds_of
from parvis.domain.reviews.selectors.parties import ASKED
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.looking import ask_to_detect

TOGETHER = 500


@dataclass(slots=True)
class Detected:
    """What a search found: ties that are new (or there again), told otherwise than before, gone, and as they were."""

    found: int = 0
    changed: int = 0
    withdrawn: int = 0
    unchanged: int = 0


def request_detection(*, actor: User, panel: Panel) -> Job:
    """Have conflicts looked for now. Raises NotAllowed."""
    checks.check_manager(actor, panel)
    with transaction.atomic():
        return ask_to_detect(panel, actor=actor)


def detect_conflicts(
    *, panel: Panel, reviewers: Collection[int] | None = None, applications: Collection[int] | None = None
) -> Detected:
    """Compare what ties reviewers and applicants with what is kept, and write the difference.

    Done by parvis itself. With `reviewers` or `applications` it looks at these alone. What is declared is left alone. A
    tie that is there again after it was gone counts again, even where it was waived: whoever waived it decided on
    something else. Twice does no harm.
    """
    with transaction.atomic():
        Panel.objects.select_for_update().get(pk=panel.pk)
        grounds = grounds_of(panel, reviewers=reviewers, applications=applications)
        kept = Conflict.objects.filter(reviewer__panel=panel, reviewer__state__in=ASKED)
        kept = kept.exclude(kind=ConflictKind.DECLARED)
        if reviewers is not None:
            kept = kept.filter(reviewer__in=reviewers)
        if applications is not None:
            kept = kept.filter(application__in=applications)
        result = _write_difference(list(kept.order_by("id")), grounds)
        Panel.objects.filter(pk=panel.pk).update(detected_at=clock.now())
        if result.found or result.withdrawn:
            data = {"found": result.found, "withdrawn": result.withdrawn}
            record(actor=None, verb="reviews.conflicts_detected", target=panel, data=data)
    return result


def _write_difference(kept: list[Conflict], grounds: dict[Key, Facts]) -> Detected:
    result, now = Detected(), clock.now()
    known = {(row.reviewer_id, row.application_id, row.kind): row for row in kept}
    changed: list[Conflict] = []
    for key, row in known.items():
        facts = grounds.get(key)
        if facts is None and row.withdrawn_at is None:
            row.withdrawn_at = now
            result.withdrawn += 1
        elif facts is not None and row.withdrawn_at is not None:
            row.facts, row.found_at, row.withdrawn_at = facts, now, None
            row.waived_at, row.waived_by, row.waiver = None, None, ""
            result.found += 1
        elif facts is not None and row.facts != facts:
            row.facts = facts
            result.changed += 1
        else:
            result.unchanged += 1
            continue
        changed.append(row)
    fields = ("facts", "found_at", "withdrawn_at", "waived_at", "waived_by", "waiver")
    Conflict.objects.bulk_update(changed, fields, batch_size=TOGETHER)
    new = [
        Conflict(reviewer_id=reviewer, application_id=application, kind=kind, facts=facts)
        for (reviewer, application, kind), facts in grounds.items()
        if (reviewer, application, kind) not in known
    ]
    Conflict.objects.bulk_create(new, batch_size=TOGETHER)
    result.found += len(new)
    return result
