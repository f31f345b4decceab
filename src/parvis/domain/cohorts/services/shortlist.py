"""Shortlist an application before it is decided about, where a jury wants to hear some of them first."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import NotAllowed
from parvis.domain.calls.enums import ApplicationAction
from parvis.domain.calls.models import Application
from parvis.domain.calls.services.moving import move_application
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.models import Jury


def shortlist_application(*, actor: User, jury: Jury, application: Application, back: bool = False) -> None:
    """Take the application on the shortlist, or off it again.

    Jurors may do so without running the call: the step is then made by parvis, and the log names the juror.
    """
    if not rules.can_decide_application(actor, jury, application) or application.round_id != jury.round_id:
        raise NotAllowed(_("You may not shortlist this application."))
    action = ApplicationAction.RECALL if back else ApplicationAction.SHORTLIST
    mover = actor if rules.can_manage_jury(actor, jury) else None
    with transaction.atomic():
        move_application(actor=mover, application=application, action=action, reason=_("By the jury."))
        record(
            actor=actor,
            verb="cohorts.taken_off_shortlist" if back else "cohorts.shortlisted",
            target=application,
            data={"jury": jury.pk},
        )
