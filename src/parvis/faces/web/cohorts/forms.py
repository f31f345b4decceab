"""Forms of cohorts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.calls.models import Round
from parvis.domain.cohorts.models import Cohort, CohortMember
from parvis.domain.reference.models import Theme
from parvis.faces.web.juries.moments import day_field, text_field


class NewCohortForm(forms.Form):
    """A cohort, from a round of a call or by hand."""

    round = forms.ModelChoiceField(
        label=_("Round"),
        queryset=Round.objects.none(),
        required=False,
        help_text=_("Its start-ups that have confirmed are taken in. Without a round, you add them by hand."),
    )
    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    starts_on = day_field(_("Begins on"))


class CohortForm(forms.Form):
    """Names, texts and beginning."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    starts_on = day_field(_("Begins on"))
    text_fr = text_field(_("Text in French"), rows=6, help_text=_("An empty line starts a new paragraph."))
    text_en = text_field(_("Text in English"), rows=6, help_text=_("An empty line starts a new paragraph."))

    @classmethod
    def of(cls, cohort: Cohort) -> "CohortForm":
        """The form filled with what is saved."""
        return cls(initial={name: getattr(cohort, name) for name in cls.base_fields})


class MemberForm(forms.Form):
    """What a cohort says of a start-up."""

    pitch_fr = forms.CharField(label=_("In a line, in French"), max_length=300, required=False)
    pitch_en = forms.CharField(label=_("In a line, in English"), max_length=300, required=False)
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    joined_on = day_field(_("Joined on"), required=False)

    @classmethod
    def of(cls, member: CohortMember) -> "MemberForm":
        """The form filled with what is saved."""
        names = ("pitch_fr", "pitch_en", "joined_on")
        initial: dict[str, Any] = {name: getattr(member, name) for name in names}
        return cls(initial={**initial, "themes": member.themes.all()})
