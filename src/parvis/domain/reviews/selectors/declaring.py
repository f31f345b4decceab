"""What reviewers see when they declare conflicts and say what they would gladly read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import ConflictKind
from parvis.domain.reviews.models import Bid, Conflict, Reviewer, Tie
from parvis.domain.reviews.selectors.conflicts import counting
from parvis.domain.reviews.selectors.panels import applications_of


@dataclass(slots=True)
class Declarable:
    """One application with what the reviewer said of it, and what was detected where they may know."""

    application: Application
    declared: Conflict | None = None
    detected: list[Conflict] = field(default_factory=list)
    wish: str = ""


def declarable_applications(reviewer: Reviewer) -> QuerySet[Application]:
    """The applications that are put to the reviewer.

    In a blind panel those are left out with which a tie was detected: to name it would say who applies.
    """
    rows = applications_of(reviewer.panel)
    if reviewer.panel.is_blind:
        ties = counting(Conflict.objects.filter(reviewer=reviewer, application=OuterRef("pk")))
        rows = rows.filter(~Exists(ties.exclude(kind=ConflictKind.DECLARED)))
    return rows.select_related("organisation").prefetch_related("themes").order_by("reference", "id")


def declarables(reviewer: Reviewer, applications: Iterable[Application]) -> list[Declarable]:
    """These applications with what was said and found; two queries."""
    rows = {application.pk: Declarable(application) for application in applications}
    conflicts = Conflict.objects.filter(reviewer=reviewer, application__in=rows, withdrawn_at=None).order_by("id")
    for conflict in conflicts:
        row = rows[conflict.application_id]
        if conflict.kind == ConflictKind.DECLARED:
            row.declared = conflict
        elif conflict.waived_at is None:
            row.detected.append(conflict)
    for bid in Bid.objects.filter(reviewer=reviewer, application__in=rows).order_by("id"):
        rows[bid.application_id].wish = bid.wish
    return list(rows.values())


def ties_of(reviewer: Reviewer) -> list[Tie]:
    """The organisations with which the reviewer said to be tied."""
    return list(Tie.objects.filter(reviewer=reviewer).select_related("organisation").order_by("id"))
