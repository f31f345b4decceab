"""Attach applications to a round: those that came at any time, or that belong to another one."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, Call, Round
from parvis.domain.calls.services.screening import Bulk, check_screener, for_each

ATTACHABLE = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)
"""States in which the round may still change: before the jury looks at it."""


def attach_to_round(*, actor: User, application: Application, one: Round) -> None:
    """Put the application into a round of its call. Raises InvalidTransition once the jury looks at it."""
    check_screener(actor, application)
    if one.call_id != application.call_id:
        sentence = _("This round belongs to another call.")
        raise InvalidInput(sentence, {"one": [sentence]})
    if application.state not in ATTACHABLE:
        raise InvalidTransition(_("The round of this application can no longer change."))
    if application.round_id == one.pk:
        return
    with transaction.atomic():
        same = Application.objects.filter(pk=application.pk, state=application.state, round=application.round_id)
        if not same.update(round=one):
            raise Conflict(_("Someone else has changed this application in the meantime."))
        data = {"old": application.round_id, "new": one.pk}
        record(actor=actor, verb="calls.application_attached", target=application, data=data)
    application.round = one


def attach_many(*, actor: User, call: Call, ids: Iterable[int], one: Round) -> Bulk:
    """Attach each of these; those that cannot be are named with the reason."""
    return for_each(
        actor, call, ids, lambda application: attach_to_round(actor=actor, application=application, one=one)
    )
