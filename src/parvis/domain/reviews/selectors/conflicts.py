"""Conflicts of interest as others ask for them."""

from collections import defaultdict

from django.db.models import QuerySet

from parvis.domain.reviews.models import Conflict, Panel

Pair = tuple[int, int]
"""A reviewer and an application, by their ids."""


def counting(conflicts: QuerySet[Conflict]) -> QuerySet[Conflict]:
    """Those that keep a reviewer away: neither waived nor gone."""
    return conflicts.filter(withdrawn_at=None, waived_at=None)


def active_conflicts(panel: Panel) -> dict[Pair, list[Conflict]]:
    """The conflicts that count, by reviewer and application; one query."""
    found: dict[Pair, list[Conflict]] = defaultdict(list)
    for conflict in counting(Conflict.objects.filter(reviewer__panel=panel)).order_by("id"):
        found[conflict.reviewer_id, conflict.application_id].append(conflict)
    return dict(found)


def is_barred(reviewer_id: int, application_id: int) -> bool:
    """True when a conflict that counts keeps the reviewer away from the application."""
    return counting(Conflict.objects.filter(reviewer=reviewer_id, application=application_id)).exists()
