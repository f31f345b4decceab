"""Submit an application, a correction or a later form; withdraw."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.selectors import answers_of
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.applying.selectors.writing import Desk, desk_of, problems_at
from parvis.domain.applying.services.mails import tell_applicants
from parvis.domain.applying.services.writing import locked
from parvis.domain.calls import rules
from parvis.domain.calls.enums import ApplicationAction, FormStage, Right
from parvis.domain.calls.events import ApplicationSubmitted
from parvis.domain.calls.models import Application, ApplicationVersion, CorrectionRequest, StageSheet
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.services.mails import tell_those_who_run
from parvis.domain.calls.services.moving import move_application
from parvis.domain.calls.standing import right_over


def submit_application(*, actor: User, application: Application, seen: int | None = None) -> ApplicationVersion:
    """Submit what is written, as a new version, and mail a receipt to those who write it.

    `seen` is the number of the version that the actor knew of: Conflict where a colleague has submitted since.
    Raises NotAllowed, InvalidTransition after the deadline (which is held against the moment at which this was asked),
    and InvalidInput with the sentences by question where something is missing or wrong.
    """
    arrived = clock.now()
    with transaction.atomic():
        desk = _ready(actor, application, FormStage.APPLICATION, arrived)
        present = desk.application
        if not rules.can_submit_application(actor, present):
            raise NotAllowed(_("You may not submit this application."))
        if not desk.is_open:
            raise InvalidTransition(_("The deadline has passed. What you wrote is kept, and was not submitted."))
        _check_seen(present, seen)
        values = {"version": present.version + 1, "submitted_at": arrived, "submitted_by": actor}
        if desk.door.round is not None:
            values["round"] = desk.door.round
        answers = _checked_answers(desk)
        move_application(actor=actor, application=present, action=ApplicationAction.SUBMIT, values=values)
        if desk.correction is not None:  # before the deadline a further version answers it, too
            _close_correction(actor, desk, desk.correction, arrived)
        return _keep_version(actor, desk, answers, arrived)


def answer_correction(*, actor: User, application: Application, seen: int | None = None) -> ApplicationVersion:
    """Submit the questions that the team asked to correct, as a new version, and tell the team.

    Raises NotAllowed, InvalidTransition where nothing is asked (any more), Conflict and InvalidInput as above.
    """
    arrived = clock.now()
    with transaction.atomic():
        desk = _ready(actor, application, FormStage.APPLICATION, arrived)
        correction = desk.correction
        if correction is None:
            raise InvalidTransition(_("Nothing is asked to be corrected, or the time for it is over."))
        _check_seen(desk.application, seen)
        answers = _checked_answers(desk)
        number = desk.application.version + 1
        Application.objects.filter(pk=desk.application.pk).update(version=number)
        desk.application.version = number
        _close_correction(actor, desk, correction, arrived)
        return _keep_version(actor, desk, answers, arrived)


def submit_later_form(*, actor: User, application: Application, stage: FormStage) -> StageSheet:
    """Submit a form that the team asked for after the application, and tell the team."""
    arrived = clock.now()
    with transaction.atomic():
        desk = _ready(actor, application, stage, arrived)
        if desk.later is None or not desk.is_open:
            raise InvalidTransition(_("This form was submitted already, or the time for it is over."))
        _checked_answers(desk)
        rows = StageSheet.objects.filter(pk=desk.later.pk, submitted_at=None)
        if not rows.update(submitted_at=arrived):
            raise Conflict(_("A colleague has submitted this form in the meantime."))
        desk.later.submitted_at = arrived
        _record(actor, desk.application, "applying.later_form_submitted", stage=str(stage))
        context = {"application": desk.application, "later": desk.later}
        tell_applicants(desk.application, "applying/mail/later_form_received", context)
        tell_those_who_run(desk.application.call, "applying/mail/later_form_submitted", context)
        return desk.later


def withdraw_application(*, actor: User, application: Application, reason: str = "") -> None:
    """Take the application back, for good; those who write it are told, and the team where it had been submitted."""
    with transaction.atomic():
        present = locked(application)
        if right_over(actor, present) != Right.SUBMIT:
            raise NotAllowed(_("You may not withdraw this application."))
        move_application(actor=actor, application=present, action=ApplicationAction.WITHDRAW, reason=reason.strip())
        context = {"application": present, "who": actor, "reason": reason.strip()}
        tell_applicants(present, "applying/mail/withdrawn", context)
        if present.version:
            tell_those_who_run(present.call, "applying/mail/withdrawn_for_team", context)


def _ready(actor: User, application: Application, stage: FormStage, now: dt.datetime) -> Desk:
    """The sheet behind a lock, for someone who may submit."""
    present = locked(application)
    if right_over(actor, present) != Right.SUBMIT:
        raise NotAllowed(_("You may write this application, and not submit it."))
    desk = desk_of(present, stage, now)
    if desk is None:
        raise InvalidTransition(_("Nobody has asked for this form."))
    return desk


def _check_seen(application: Application, seen: int | None) -> None:
    if seen is None or seen == application.version:
        return
    who = application.submitted_by.display_name if application.submitted_by else _("a colleague")
    raise Conflict(
        _("%(name)s has submitted version %(number)s in the meantime. Look at it before you submit another one.")
        % {"name": who, "number": application.version}
    )


def _checked_answers(desk: Desk) -> dict[str, Any]:
    answers = answers_of(desk.sheet)
    problems = problems_at(desk, answers)
    if problems:
        raise InvalidInput(_("Some answers are missing or need another look."), problems)
    return answers


def _close_correction(actor: User, desk: Desk, correction: CorrectionRequest, now: dt.datetime) -> None:
    """Note that the request is answered, and tell those who asked; the lock on the application keeps it from two."""
    rows = CorrectionRequest.objects.filter(pk=correction.pk, answered_at=None, closed_at=None)
    if not rows.update(answered_at=now):
        raise Conflict(_("The team has taken its request back in the meantime."))
    _record(actor, desk.application, "applying.correction_answered")
    tell_those_who_run(desk.application.call, "applying/mail/correction_answered", {"application": desk.application})


def _keep_version(actor: User, desk: Desk, answers: dict[str, Any], now: dt.datetime) -> ApplicationVersion:
    """Keep what was submitted as it was, tell those who write it and whoever listens."""
    application = desk.application
    version = ApplicationVersion.objects.create(
        application=application,
        number=application.version,
        form_version=desk.version,
        answers=answers,
        submitted_at=now,
        submitted_by=actor,
    )
    context = {"application": application, "version": version, "who": actor, "door": desk.door}
    tell_applicants(application, "applying/mail/receipt", context)
    publish(ApplicationSubmitted(application.pk, version.number))
    return version


def _record(actor: User, application: Application, verb: str, **data: str) -> None:
    concerns = members_of(application)
    record(actor=actor, verb=verb, target=application, data={"call": application.call_id, **data}, concerns=concerns)
