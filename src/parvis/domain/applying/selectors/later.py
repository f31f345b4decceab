"""Later forms of an application, as those who run the call see them."""

from parvis.base.forms.enums import Audience, VersionState
from parvis.base.forms.selectors import ReadSection, answers_of, as_read
from parvis.domain.calls.enums import ApplicationState, FormStage
from parvis.domain.calls.models import Application, CallForm, StageSheet

MOMENTS = {
    FormStage.INTERVIEW: {ApplicationState.IN_REVIEW, ApplicationState.SHORTLISTED, ApplicationState.WAITLISTED},
    FormStage.ACCEPTANCE: {ApplicationState.ACCEPTED},
}
"""In which states of an application each later form makes sense."""


def later_forms_of(application: Application) -> list[StageSheet]:
    """What was asked already, in the order of asking."""
    return list(application.stage_sheets.select_related("sheet__version").order_by("asked_at", "id"))


def stages_to_ask(application: Application) -> list[FormStage]:
    """Later forms that the call has, that fit where the application stands, and that were not asked yet."""
    fitting = [stage for stage, states in MOMENTS.items() if application.state in states]
    rows = CallForm.objects.filter(call=application.call_id, stage__in=fitting)
    rows = rows.filter(form__versions__state=VersionState.PUBLISHED)
    rows = rows.exclude(stage__in=application.stage_sheets.values("stage"))
    return [FormStage(stage) for stage in rows.order_by("stage").values_list("stage", flat=True).distinct()]


def reading_of_later(later: StageSheet) -> list[ReadSection]:
    """What the applicant answered; nothing before they have sent it."""
    if later.submitted_at is None:
        return []
    return as_read(later.sheet.version, answers_of(later.sheet), audience=Audience.TEAM)
