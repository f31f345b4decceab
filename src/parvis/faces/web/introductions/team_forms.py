"""Forms of the campus about introductions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.directory.models import Person
from parvis.domain.introductions.enums import DeclineReason, IntroductionState, Outcome
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.board import BoardFilters, WaitsFor
from parvis.domain.introductions.selectors.drafting import people_of
from parvis.domain.reference.models import Theme
from parvis.faces.web.introductions.forms import Refusable
from parvis.faces.web.juries.moments import day_field, text_field


class BoardForm(forms.Form):
    """What one looks for."""

    waits_for = forms.ChoiceField(
        label=_("Waits for"), required=False, choices=[("", pgettext_lazy("waits for", "whoever")), *WaitsFor.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("under way")), *IntroductionState.choices]
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=100)
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.all(), required=False, to_field_name="code", empty_label=_("all")
    )

    def filters(self) -> BoardFilters:
        """What was chosen; what no form of ours sends counts as nothing."""
        self.is_valid()
        found: dict[str, Any] = self.cleaned_data
        theme = found.get("theme")
        names = ("state", "waits_for", "organisation")
        return BoardFilters(**{name: found.get(name, "") for name in names}, theme=theme.code if theme else "")


class PersonForm(Refusable):
    """Who is written to for a side."""

    person = forms.ModelChoiceField(
        label=_("Write to"), queryset=Person.objects.none(), required=False, empty_label=_("the owners of its page")
    )

    def choose_from(self, side: IntroductionSide) -> "PersonForm":
        """The people of the organisation."""
        field: Any = self.fields["person"]
        field.queryset = people_of(side.organisation)
        self.initial.setdefault("person", side.person_id)
        return self


class OnBehalfForm(PersonForm):
    """What a side has told the campus."""

    answer = forms.ChoiceField(
        label=_("They say"),
        choices=[("accept", _("yes, they want to meet")), ("decline", _("no"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Why, if they decline"), choices=DeclineReason.choices, initial=DeclineReason.OTHER, required=False
    )
    note = text_field(_("Who answered, and how"), rows=2, required=True, help_text=_("Only the campus team reads it."))

    def choose_from(self, side: IntroductionSide) -> "OnBehalfForm":
        """Whom the other side may reach."""
        super().choose_from(side)
        field: Any = self.fields["person"]
        field.label, field.empty_label = _("Whom the other side may reach"), _("nobody in particular")
        return self


class SideOutcomeForm(Refusable):
    """What a side has told the campus of the meeting."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices)
    text = text_field(_("In a few words"), rows=2, help_text=_("Only the campus team reads it."))


class NoteForm(forms.Form):
    """What the team keeps in mind."""

    note = text_field(_("Note"), rows=4, help_text=_("Only the campus team reads it."))

    @classmethod
    def of(cls, introduction: Introduction) -> "NoteForm":
        """The form with what is saved."""
        return cls(initial={"note": introduction.note})


class CapForm(Refusable):
    """How many introductions an organisation takes."""

    most = forms.IntegerField(label=_("Introductions at a time"), min_value=0, help_text=_("0: none for now."))
    until = day_field(
        pgettext_lazy("limit", "Until"),
        required=False,
        help_text=_("After this day the limit of the campus holds again."),
    )


class TemplateForm(Refusable):
    """The words of a template."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = text_field(
        _("Text"),
        rows=14,
        required=True,
        help_text=_("An empty line starts a new paragraph. One that names something of which there is nothing goes."),
    )
