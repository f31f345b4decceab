"""Forms of the log."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import label_of
from parvis.base.activity.selectors.entries import PARVIS, EntryFilters, target_types_used, verbs_used

ANY = ("", _("any"))


def acts() -> list[tuple[str, Any]]:
    """Every act that occurs in the log, by its words."""
    return [ANY, *sorted(((verb, label_of(verb)) for verb in verbs_used()), key=lambda act: str(act[1]))]


def kinds() -> list[tuple[str, Any]]:
    """Every kind of object that occurs in the log."""
    return [ANY, *sorted(((kind, name_of_kind(kind)) for kind in target_types_used()), key=lambda kind: kind[1])]


def name_of_kind(kind: str) -> str:
    """What people call a kind of object; its label where the model is gone."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except LookupError:
        return kind


class PeriodForm(forms.Form):
    """From when to when."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))
    text = forms.CharField(label=_("Words"), required=False, max_length=200)

    def filters(self) -> EntryFilters:
        """What was asked for, leaving out what makes no sense."""
        self.is_valid()
        data = self.cleaned_data
        return EntryFilters(**{name: value for name, value in data.items() if value})


class FilterForm(PeriodForm):
    """What to look for; everything may stay empty."""

    actor = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=254,
        widget=forms.TextInput({"list": "actors", "autocomplete": "off"}),
    )
    verb = forms.ChoiceField(label=_("Act"), required=False, choices=acts)
    target_type = forms.ChoiceField(label=_("Kind of object"), required=False, choices=kinds)
    field_order = ("actor", "verb", "target_type", "since", "until", "text")
    itself = PARVIS
