"""Forms of themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.reference.models import Theme
from parvis.domain.reference.services.themes import LONGEST_NAME, LONGEST_TEXT


class ThemeForm(forms.Form):
    """What a theme is called, in both languages."""

    name_fr = forms.CharField(
        label=_("Name in French"), max_length=LONGEST_NAME, widget=forms.TextInput({"lang": "fr"})
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=LONGEST_NAME, widget=forms.TextInput({"lang": "en"})
    )
    description_fr = forms.CharField(
        label=_("Description in French"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3, "lang": "fr"}),
    )
    description_en = forms.CharField(
        label=_("Description in English"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3, "lang": "en"}),
    )

    @staticmethod
    def initial_of(theme: Theme) -> dict[str, Any]:
        """The present values."""
        return {name: getattr(theme, name) for name in ThemeForm.base_fields}
