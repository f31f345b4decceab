"""What a call needs before it opens, and what it should have."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.forms.enums import VersionState
from parvis.base.forms.models import FormVersion
from parvis.core import clock
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Call


@dataclass(frozen=True)
class Step:
    """One thing to do; what is not required may be left out."""

    key: str
    label: str | Promise
    missing: str | Promise
    is_done: bool
    is_required: bool = False


def steps_to_opening(call: Call) -> list[Step]:
    """Everything that is worth doing before the call opens, in the order in which one does it."""
    steps = [*_texts(call), *_frame(call)]
    if call.organiser_id:
        missing = _("Without one, only programme managers of the campus run this call.")
        steps.append(Step("managers", _("A manager of the organiser"), missing, is_done=call.managers.exists()))
    return steps


def _texts(call: Call) -> list[Step]:
    return [
        Step(
            "french",
            _("Summary and text in French"),
            _("Write the summary and the text in French."),
            is_done=bool(call.summary_fr and call.text_fr),
            is_required=True,
        ),
        Step(
            "english",
            _("Title, summary and text in English"),
            _("Without them, English readers see the French."),
            is_done=bool(call.title_en and call.summary_en and call.text_en),
        ),
        Step(
            "after",
            _("What happens after someone applied"),
            _("Applicants like to know who reads them and when they are answered."),
            is_done=bool(call.after_fr),
        ),
        Step("themes", _("Themes"), _("They help applicants and reviewers find it."), is_done=bool(call.themes.all())),
    ]


def _frame(call: Call) -> list[Step]:
    now = clock.now()
    closings = [one.closes_at for one in call.rounds.all()]
    has_round = call.is_rolling or any(closing is None or closing > now for closing in closings)
    forms = call.forms.filter(stage=FormStage.APPLICATION).values("form_id")
    has_form = FormVersion.objects.filter(form__in=forms, state=VersionState.PUBLISHED).exists()
    return [
        Step(
            "form",
            _("The form of the application, published"),
            _("Publish the form of the application: nobody could apply without it."),
            is_done=has_form,
            is_required=True,
        ),
        Step(
            "rounds",
            _("A round with a deadline to come"),
            _("Add a round whose deadline is still to come."),
            is_done=has_round,
            is_required=True,
        ),
        Step(
            "checklist",
            _("The points of the screening"),
            _("What you check before an application goes to reviewers."),
            is_done=call.checklist.exists(),
        ),
    ]


def obstacles_to_opening(call: Call) -> list[str]:
    """A sentence for each required thing that is missing."""
    return [str(step.missing) for step in steps_to_opening(call) if step.is_required and not step.is_done]
