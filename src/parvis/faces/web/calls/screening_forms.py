"""Forms with which applications are found, checked and decided on."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.base.forms.selectors import questions_of
from parvis.domain.calls.enums import ApplicationState, FormStage, Origin
from parvis.domain.calls.models import Application, Call, ChecklistItem, ScreeningCheck
from parvis.domain.calls.selectors.listing import NO_ROUND, ApplicationFilters, fitting_of
from parvis.domain.calls.selectors.overview import Figures
from parvis.domain.calls.services.screening import Check
from parvis.domain.campus.selectors.founding import founding_members
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.enums import Stage
from parvis.faces.web.calls.fields import MomentField

ALL = ("", _("all"))
SCREENING = (
    ALL,
    ("waiting", _("not looked at yet")),
    ("complete", _("every point met")),
    ("incomplete", _("incomplete: a point not met, or a correction asked")),
    ("asked", _("correction asked")),
)
MESSAGE = {"rows": 12}
LINES = {"rows": 3}


class FilterForm(forms.Form):
    """Which applications to show; only what some application of the call has is offered."""

    q = forms.CharField(label=_("Organisation, title or reference"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False)
    screening = forms.ChoiceField(label=_("Screening"), required=False, choices=SCREENING)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    origin = forms.ChoiceField(label=_("How it came"), required=False, choices=(ALL, *Origin.choices))
    round = forms.ChoiceField(label=_("Round"), required=False)
    sponsored = forms.ChoiceField(label=_("Sponsorship"), required=False)

    def __init__(self, data: Any, call: Call, figures: Figures) -> None:
        super().__init__(data)
        found, stages = fitting_of(call), dict(Stage.choices)
        states = [(state, label) for state, label in ApplicationState.choices if state in figures.states]
        self._offer(
            "state",
            [(key, f"{label} ({figures.states[key]})") for key, label in states if key != ApplicationState.DRAFT],
        )
        self._offer("theme", found.themes)
        self._offer("region", found.regions)
        self._offer("stage", [(stage, stages.get(stage, stage)) for stage in found.stages])
        rounds = [(str(one.pk), one.name or str(one.pk)) for one in call.rounds.all()]
        self._offer("round", [*rounds, (NO_ROUND, _("without a round"))] if rounds else [])
        members = [(str(one.organisation_id), one.organisation.name) for one in founding_members()]
        some = [("yes", _("sponsored")), ("no", _("not sponsored")), *members]
        self._offer("sponsored", [] if call.organiser_id else some)

    def _offer(self, name: str, values: list[Any]) -> None:
        field = self.fields[name]
        if not values:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [ALL, *values]


def filters_of(data: Mapping[str, Any]) -> ApplicationFilters:
    """What an address asks for, without looking up what there is; nothing fits what makes no sense."""
    names = [field.name for field in fields(ApplicationFilters)]
    asked = {name: str(data.get("q" if name == "text" else name, ""))[:200] for name in names}
    return ApplicationFilters(**asked)


MET = (("yes", _("met")), ("no", _("not met")), ("", _("not looked at")))
ANSWERS = {"yes": True, "no": False, "": None}


class ChecksForm(forms.Form):
    """The points of the screening of one application, each with a note."""

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data)
        self.points = list(ChecklistItem.objects.filter(call=application.call_id))
        known = {row.item_id: row for row in ScreeningCheck.objects.filter(application=application)}
        for point in self.points:
            row = known.get(point.pk)
            is_met = next(key for key, value in ANSWERS.items() if value is (row.is_met if row else None))
            self.fields[f"met-{point.pk}"] = forms.ChoiceField(
                label=point.label, choices=MET, required=False, initial=is_met, widget=forms.RadioSelect
            )
            self.fields[f"note-{point.pk}"] = forms.CharField(
                label=_("Note"), max_length=500, required=False, initial=row.note if row else ""
            )

    def checks(self) -> dict[int, Check]:
        """What was said of each point."""
        data = self.cleaned_data
        return {point.pk: Check(ANSWERS[data[f"met-{point.pk}"]], data[f"note-{point.pk}"]) for point in self.points}


class ReasonForm(forms.Form):
    """Why, for the file."""

    reason = forms.CharField(label=_("Reason, for the file"), required=False, widget=forms.Textarea(attrs=LINES))


class DismissForm(forms.Form):
    """Why, and what the applicant is told."""

    reason = forms.CharField(label=_("Reason, for the file"), widget=forms.Textarea(attrs=LINES))
    message = forms.CharField(
        label=_("Message to the applicant"),
        required=False,
        widget=forms.Textarea(attrs=MESSAGE),
        help_text=_("Sent by mail in the language of the application. Empty it to send nothing."),
    )


class RoundChoiceForm(forms.Form):
    """To which round."""

    def __init__(self, data: Any = None, *, call: Call) -> None:
        super().__init__(data)
        self.fields["one"] = forms.ModelChoiceField(label=_("Round"), queryset=call.rounds.all(), empty_label=None)


class BulkDismissForm(forms.Form):
    """Why, and what applicants are told in their language."""

    reason = forms.CharField(label=_("Reason, for the file"), widget=forms.Textarea(attrs=LINES))
    message_fr = forms.CharField(
        label=_("Message to applicants in French"), required=False, widget=forms.Textarea(attrs=MESSAGE)
    )
    message_en = forms.CharField(
        label=_("Message to applicants in English"), required=False, widget=forms.Textarea(attrs=MESSAGE)
    )


class CorrectionForm(forms.Form):
    """Which questions are reopened, until when, with which message."""

    questions = forms.MultipleChoiceField(label=_("Questions to complete"), widget=forms.CheckboxSelectMultiple)
    message = forms.CharField(label=_("Message to the applicant"), widget=forms.Textarea(attrs=MESSAGE))

    def __init__(self, data: Any = None, *, application: Application, message: str = "") -> None:
        super().__init__(data, initial={"message": message})
        questions = self.fields["questions"]
        if isinstance(questions, forms.MultipleChoiceField):
            questions.choices = [(one.key, one.label) for one in questions_of(application.sheet.version)]
        zone = application.call.timezone
        self.fields["due_at"] = MomentField(zone=zone, label=_("Until when"), help_text=zone)
        self.order_fields(["questions", "due_at", "message"])


class LaterForm(forms.Form):
    """Which later form is asked, and until when."""

    def __init__(self, data: Any = None, *, application: Application, stages: list[FormStage]) -> None:
        super().__init__(data, initial={"stage": stages[0]})
        choices = [(stage.value, stage.label) for stage in stages]
        self.fields["stage"] = forms.ChoiceField(label=_("Form"), choices=choices, widget=forms.RadioSelect)
        zone = application.call.timezone
        self.fields["due_at"] = MomentField(zone=zone, label=_("Until when"), help_text=zone, required=False)


class SponsorForm(forms.Form):
    """Which founding member speaks for the applicant, and why."""

    note = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs=LINES))

    def __init__(self, data: Any = None, *, sponsors: list[Organisation]) -> None:
        super().__init__(data)
        rows = Organisation.objects.filter(pk__in=[one.pk for one in sponsors]).order_by("name")
        self.fields["sponsor"] = forms.ModelChoiceField(label=_("Founding member"), queryset=rows, empty_label=None)
        self.order_fields(["sponsor", "note"])
