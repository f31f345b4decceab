"""Who reads the answers of a sheet that belongs to an application, for the foundation of forms."""

from parvis.base.accounts.rules import Actor
from parvis.base.forms.models import AnswerSheet, Question
from parvis.domain.calls.models import Application
from parvis.domain.calls.rules import can_see_application


def may_read_answer(actor: Actor, sheet: AnswerSheet, question: Question) -> bool:
    """Those who write the application, and those who run its call once it was submitted; every question alike."""
    del question
    rows = Application.objects.select_related("call")
    application = rows.filter(sheet=sheet).first() or rows.filter(stage_sheets__sheet=sheet).first()
    return application is not None and can_see_application(actor, application)
