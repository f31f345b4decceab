"""Ask an applicant to complete or correct named questions, which reopens those alone."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.selectors import questions_of
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, CorrectionRequest
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.services.mails import draft_of, send_message
from parvis.domain.calls.services.screening import check_screener

CORRECTABLE = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW, ApplicationState.SHORTLISTED)


def message_of_correction(application: Application) -> str:
    """The message that is proposed, in the language of the application."""
    return draft_of(
        "calls/mail/correction", application.language, {"application": application, "call": application.call}
    )


def ask_correction(
    *, actor: User, application: Application, questions: Sequence[str], message: str, due_at: dt.datetime
) -> CorrectionRequest:
    """Reopen these questions until then, and tell those who write the application.

    Raises NotAllowed, InvalidInput, InvalidTransition, and Conflict while another request is open.
    """
    check_screener(actor, application)
    if application.state not in CORRECTABLE:
        raise InvalidTransition(_("This application can no longer be corrected."))
    known = {question.key for question in questions_of(application.sheet.version)}
    keys, text, problems = list(dict.fromkeys(questions)), message.strip(), {}
    if not keys or not known.issuperset(keys):
        problems["questions"] = [_("Choose the questions to complete.")]
    if not text:
        problems["message"] = [_("Say what is asked.")]
    if due_at <= clock.now():
        problems["due_at"] = [_("Choose a moment to come.")]
    if problems:
        raise InvalidInput(_("Nothing was asked."), problems)
    with transaction.atomic():
        request = _create(application=application, questions=keys, message=text, due_at=due_at, asked_by=actor)
        users = members_of(application)
        send_message(application, users, template="calls/mail/correction", message=text)
        data = {"questions": keys}
        record(actor=actor, verb="calls.correction_asked", target=application, data=data, concerns=users)
    return request


def close_correction(*, actor: User, request: CorrectionRequest) -> None:
    """Take the request back: the questions are closed again, and what was typed stays a draft."""
    check_screener(actor, request.application)
    with transaction.atomic():
        rows = CorrectionRequest.objects.filter(pk=request.pk, answered_at=None, closed_at=None)
        if not rows.update(closed_at=clock.now()):
            raise Conflict(_("This request was answered or taken back already."))
        users = members_of(request.application)
        record(actor=actor, verb="calls.correction_closed", target=request.application, concerns=users)


def _create(**values: object) -> CorrectionRequest:
    try:
        with transaction.atomic():
            return CorrectionRequest.objects.create(**values)
    except IntegrityError as error:
        raise Conflict(_("A request is open already; take it back first.")) from error
