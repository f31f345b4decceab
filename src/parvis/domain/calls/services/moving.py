"""Move an application from one state to the next: the one place where its state changes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.base.activity.services.record import record
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.calls import rules
from parvis.domain.calls.enums import ENDED, ApplicationAction, ApplicationState
from parvis.domain.calls.events import ApplicationMoved
from parvis.domain.calls.models import Application, ApplicationMove, CurrentApplication
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.workflow import TRANSITIONS

MAY: Mapping[ApplicationAction, Callable[[Actor, Application], bool]] = {
    ApplicationAction.SUBMIT: rules.can_submit_application,
    ApplicationAction.WITHDRAW: rules.can_withdraw_application,
}
"""Who may do it; the rest is for those who run the call."""


def next_state(application: Application, action: ApplicationAction) -> ApplicationState:
    """The state to which the act leads. Raises InvalidTransition where it makes no sense."""
    new = TRANSITIONS.get((ApplicationState(application.state), action))
    if new is None:
        raise InvalidTransition(
            _("This cannot be done with an application that is in this state: %(state)s.")
            % {"state": application.get_state_display()}
        )
    return new


def move_application(
    *,
    actor: User | None,
    application: Application,
    action: ApplicationAction,
    reason: str = "",
    message: str = "",
    values: Mapping[str, Any] | None = None,
) -> ApplicationMove:
    """Change the state, and say why; `actor` None is parvis itself.

    `reason` is for the team. `message` is what the applicant is told: whoever calls sends it. `values` are further
    fields of the application, written in the same conditional update. An application that has ended no longer stands
    in the way of another one of its organisation; one that is taken up again does.
    Raises NotAllowed, InvalidTransition, and Conflict when somebody else was faster.
    """
    if actor is not None and not MAY.get(action, rules.can_screen)(actor, application):
        raise NotAllowed(_("You may not do this with this application."))
    old, new = ApplicationState(application.state), next_state(application, action)
    with transaction.atomic():
        change_state(Application.objects.filter(pk=application.pk), old=old, new=new, **(values or {}))
        application.state = new
        for name, value in (values or {}).items():
            setattr(application, name, value)
        _keep_one_under_way(application, old, new)
        move = ApplicationMove.objects.create(
            application=application, action=action, old=old, new=new, reason=reason, message=message, moved_by=actor
        )
        record(
            actor=actor,
            verb=f"calls.application_{PAST[action]}",
            target=application,
            data={"call": application.call_id, "old": str(old), "new": str(new)},
            concerns=members_of(application),
        )
        publish(ApplicationMoved(application.pk, str(old), str(new)))
    return move


PAST = {
    ApplicationAction.SUBMIT: "submitted",
    ApplicationAction.REOPEN: "reopened",
    ApplicationAction.WITHDRAW: "withdrawn",
    ApplicationAction.ADMIT: "admitted",
    ApplicationAction.DISMISS: "dismissed",
    ApplicationAction.RECALL: "recalled",
    ApplicationAction.SHORTLIST: "shortlisted",
    ApplicationAction.ACCEPT: "accepted",
    ApplicationAction.WAITLIST: "waitlisted",
    ApplicationAction.REJECT: "rejected",
}


def _keep_one_under_way(application: Application, old: ApplicationState, new: ApplicationState) -> None:
    if new in ENDED:
        CurrentApplication.objects.filter(application=application).delete()
    elif old in ENDED:
        try:
            with transaction.atomic():
                CurrentApplication.objects.create(
                    call_id=application.call_id,
                    organisation_id=application.organisation_id,
                    application=application,
                )
        except IntegrityError as error:
            raise Conflict(
                _("The organisation has begun another application to this call; two cannot be under way.")
            ) from error
