"""What was reported and waits for the team."""

from django.db.models import Count, Min, Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.needs.models import Notice, Report


def reported_notices() -> QuerySet[Notice]:
    """Notices with open reports, what was reported first comes first; the caller has checked who asks."""
    waiting = Q(reports__settled_at=None, reports__pk__isnull=False)
    rows = Notice.objects.select_related("organisation").filter(waiting).distinct()
    return rows.annotate(first_reported=Min("reports__reported_at", filter=waiting)).order_by("first_reported", "pk")


def open_reports_of(notice: Notice) -> QuerySet[Report]:
    """What is said of a notice and waits."""
    return Report.objects.filter(notice=notice, settled_at=None).select_related("reported_by").order_by("pk")


def reports_waiting(actor: Actor) -> int:
    """How many notices wait to be looked at by whoever looks at reports."""
    if not is_directory_team(actor):
        return 0
    return Report.objects.filter(settled_at=None).aggregate(found=Count("notice", distinct=True))["found"] or 0
