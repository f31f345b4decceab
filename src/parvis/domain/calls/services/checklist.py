"""Write the points that the screening of a call looks at."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.calls.models import Call, ChecklistItem, ScreeningCheck
from parvis.domain.calls.services.calls import check_manager


def add_point(*, actor: User | None, call: Call, label_fr: str, label_en: str = "") -> ChecklistItem:
    """Add a point at the end."""
    check_manager(actor, call)
    label = _cleaned(label_fr)
    with transaction.atomic():
        point = ChecklistItem.objects.create(
            call=call, position=call.checklist.count() + 1, label_fr=label, label_en=label_en.strip()[:300]
        )
        record(actor=actor, verb="calls.checklist_edited", target=call)
    return point


def edit_point(*, actor: User | None, point: ChecklistItem, label_fr: str, label_en: str = "") -> ChecklistItem:
    """Say it in other words; what was checked stays checked."""
    check_manager(actor, point.call)
    label = _cleaned(label_fr)
    with transaction.atomic():
        point.label_fr, point.label_en = label, label_en.strip()[:300]
        point.save()
        record(actor=actor, verb="calls.checklist_edited", target=point.call)
    return point


def move_point(*, actor: User | None, point: ChecklistItem, up: bool) -> None:
    """Move it one place up or down; nothing at the end of the list."""
    check_manager(actor, point.call)
    points = list(point.call.checklist.all())
    here = points.index(point)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(points):
        return
    points[here], points[there] = points[there], points[here]
    with transaction.atomic():
        for position, one in enumerate(points, 1):
            one.position = position
        ChecklistItem.objects.bulk_update(points, ["position"])
        record(actor=actor, verb="calls.checklist_edited", target=point.call)


def remove_point(*, actor: User | None, point: ChecklistItem) -> None:
    """Remove a point that nobody has checked yet. Raises Conflict for any other: what was checked is on file."""
    check_manager(actor, point.call)
    with transaction.atomic():
        if ScreeningCheck.objects.filter(item=point).exists():
            raise Conflict(
                _("This point was checked for some applications and stays on file. Change its words instead.")
            )
        record(actor=actor, verb="calls.checklist_edited", target=point.call)
        point.delete()


def _cleaned(label: str) -> str:
    label = label.strip()
    if not label or len(label) > 300:
        sentence = _("Write the point in French, in 300 letters at most.")
        raise InvalidInput(sentence, {"label_fr": [sentence]})
    return label
