"""Keep what the indicators are on a day."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.insight.definitions import DEFINITIONS
from parvis.domain.insight.models import Snapshot
from parvis.domain.insight.rules import can_take_snapshots
from parvis.domain.insight.selectors.counting import count_all


def take_snapshots(*, actor: User) -> int:
    """Keep today's indicators on demand; returns how many.

    Refuses on a day whose indicators are kept already: a snapshot is never changed.
    """
    if not can_take_snapshots(actor):
        raise NotAllowed(_("Only the campus team keeps indicators."))
    kept = _keep(actor)
    if not kept:
        raise Conflict(_("The indicators of today are kept already."))
    return kept


def take_monthly_snapshots() -> int:
    """Keep the indicators of this month, on its first day or as soon as parvis runs again; 0 when they are kept."""
    first = clock.today().replace(day=1)
    if Snapshot.objects.filter(on__gte=first).exists():
        return 0
    return _keep(None)


def _keep(actor: User | None) -> int:
    today = clock.today()
    figures = count_all(today)
    with transaction.atomic():
        known = set(Snapshot.objects.filter(on=today).values_list("indicator", flat=True))
        rows = [
            Snapshot(
                indicator=name, on=today, value=figure.value, parts=figure.parts, definition=DEFINITIONS[name].number
            )
            for name, figure in figures.items()
            if name not in known
        ]
        Snapshot.objects.bulk_create(rows, ignore_conflicts=True)
        if rows:
            record(actor=actor, verb="insight.snapshots_taken", data={"on": today.isoformat(), "indicators": len(rows)})
    return len(rows)
