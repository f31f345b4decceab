"""Let a draft ask the questions that the form asks now."""

from django.db import transaction

from parvis.base.activity.services.record import record
from parvis.base.forms.selectors import published_version
from parvis.base.forms.services import move_sheet
from parvis.domain.applying.services.writing import locked
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application


def follow_form(*, application: Application) -> bool:
    """Move a draft that was never submitted to the version that is published now; True where it moved.

    Answers stay under their questions, also those to questions that are no longer asked. What was submitted keeps the
    questions to which it answered.
    """
    if application.state != ApplicationState.DRAFT or application.version:
        return False
    version = published_version(application.sheet.version.form)
    if version is None or version.pk == application.sheet.version_id:
        return False
    with transaction.atomic():
        present = locked(application)
        if present.state != ApplicationState.DRAFT or present.version or present.sheet.version_id == version.pk:
            return False
        move_sheet(sheet=present.sheet, version=version)
        data = {"call": application.call_id, "version": version.number}
        record(actor=None, verb="applying.form_followed", target=application, data=data)
    return True
