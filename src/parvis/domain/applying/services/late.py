"""Take up the link that lets one applicant begin or submit after the deadline."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidTransition
from parvis.domain.applying.selectors.late import late_access_by_token
from parvis.domain.calls.models import Application, LateAccess
from parvis.domain.calls.selectors.calls import is_usable
from parvis.domain.calls.standing import right_over


def take_late_access(*, actor: User, token: str) -> LateAccess:
    """Bind the link to the account that opens it first; its drafts of the call may be submitted until its end.

    Raises InvalidTransition when it is over, revoked, or was taken up by somebody else.
    """
    over = _("This link no longer works. Ask the team of the call for a new one.")
    late = late_access_by_token(token)
    if late is None:
        raise InvalidTransition(over)
    with transaction.atomic():
        mine = LateAccess.objects.filter(pk=late.pk, used_by=None)
        is_first = bool(mine.update(used_by=actor))
        late = LateAccess.objects.select_related("call", "round", "application").get(pk=late.pk)
        if not is_first and not _may_use(actor, late):
            raise InvalidTransition(over)
        if late.application is None:
            _bind(actor, late)
        if is_first:
            record(actor=actor, verb="applying.late_access_taken", target=late.call, data={"late_access": late.pk})
    return late


def _may_use(actor: User, late: LateAccess) -> bool:
    """Whoever took it up, and whoever writes the application for which it is."""
    if late.used_by_id == actor.pk:
        return True
    return late.application is not None and right_over(actor, late.application) is not None


def _bind(actor: User, late: LateAccess) -> None:
    """Let it count for the draft that the actor has in the call already, where there is exactly one."""
    drafts = Application.objects.filter(call=late.call, created_by=actor, state="draft")
    if is_usable(late, clock.now()) and len(found := list(drafts[:2])) == 1:
        late.application = found[0]
        late.save(update_fields=["application"])
