"""Ask an applicant for a later form of the call: before the interview, after acceptance."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.selectors import published_version
from parvis.base.forms.services import create_sheet
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.applying.services.mails import tell_applicants
from parvis.domain.calls import rules
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Application, CallForm, StageSheet
from parvis.domain.calls.selectors.applications import members_of


def ask_for_form(
    *, actor: User | None, application: Application, stage: FormStage, due_at: dt.datetime | None = None
) -> StageSheet:
    """Ask those who write the application for this form; they are mailed. `actor` None is parvis itself.

    Raises NotAllowed, InvalidTransition where the call has no such form, InvalidInput for a date that has passed, and
    Conflict where it was asked already.
    """
    if actor is not None and not rules.can_screen(actor, application):
        raise NotAllowed(_("Only those who run the call ask for a form."))
    row = CallForm.objects.filter(call=application.call_id, stage=stage).select_related("form").first()
    version = published_version(row.form) if row and stage != FormStage.APPLICATION else None
    if version is None:
        raise InvalidTransition(_("The call has no published form for this stage."))
    if due_at is not None and due_at <= clock.now():
        sentence = _("This date has passed.")
        raise InvalidInput(sentence, {"due_at": [sentence]})
    try:
        with transaction.atomic():
            later = StageSheet.objects.create(
                application=application, stage=stage, sheet=create_sheet(version), asked_by=actor, due_at=due_at
            )
            data = {"call": application.call_id, "stage": str(stage)}
            concerns = members_of(application)
            record(actor=actor, verb="applying.later_form_asked", target=application, data=data, concerns=concerns)
            tell_applicants(application, "applying/mail/later_form_asked", {"later": later})
    except IntegrityError as error:
        raise Conflict(_("This form was asked for already.")) from error
    return later
