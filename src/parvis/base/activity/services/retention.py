"""Remove lines of the log that have been kept long enough: the one way in which lines ever go."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import QuerySet

from parvis.base.activity.models import Entry
from parvis.base.activity.services.record import record

AT_A_TIME = 1000


def prune(past: dt.datetime) -> int:
    """Remove the lines that are older than the moment, and log that; returns how many."""
    removed = 0
    while count := _prune_some(past):
        removed += count
    if removed:
        with transaction.atomic():
            record(actor=None, verb="activity.pruned", data={"count": removed, "before": past.isoformat()})
    return removed


def _prune_some(past: dt.datetime) -> int:
    """Remove a few lines in one short transaction, in which the database is told that they may go."""
    with transaction.atomic(), connection.cursor() as cursor:
        keys = list(Entry.objects.filter(at__lt=past).order_by("id").values_list("id", flat=True)[:AT_A_TIME])
        if keys:
            cursor.execute("INSERT INTO activity_pruning (before) VALUES (%s)", [_moment(past)])
            QuerySet(Entry).filter(id__in=keys).delete()
            cursor.execute("DELETE FROM activity_pruning")
        return len(keys)


def _moment(past: dt.datetime) -> str:
    """The moment as the database writes it, so that its triggers can compare."""
    return str(connection.ops.adapt_datetimefield_value(past))
