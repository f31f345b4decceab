"""Forms of assignments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.reviews.enums import Objective
from parvis.domain.reviews.models import Panel

LARGEST = 5_000_000
"""Bytes of a file of pairs."""


class BoardForm(forms.Form):
    """What is looked for among the applications of a panel."""

    q = forms.CharField(label=_("Number, title or organisation"), required=False, max_length=100)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("all applications")),
            ("missing", _("those that lack reviewers")),
            ("conflicts", _("those read in a conflict of interest")),
        ],
    )


class ProposeForm(forms.Form):
    """What the solver is asked for."""

    objective = forms.ChoiceField(
        label=_("Look for"),
        choices=Objective.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "“The whole” makes the sum of affinities the largest. “The worst served first” first makes the application "
            "that fares worst fare as well as can be."
        ),
    )
    reviews_each = forms.IntegerField(label=_("Reviews for each application"), min_value=1, max_value=20)
    min_load = forms.IntegerField(label=_("Fewest applications for a reviewer"), min_value=0, max_value=500)
    max_load = forms.IntegerField(
        label=_("Most applications for a reviewer"),
        min_value=1,
        max_value=500,
        help_text=_("Reviewers who said how many they can read keep their own figure."),
    )
    keep = forms.ChoiceField(
        label=_("What stands already"),
        choices=[
            ("all", _("stays: only empty places are filled")),
            ("hand", _("stays where it was made by hand or its review was begun; the rest is shared out anew")),
        ],
        widget=forms.RadioSelect,
    )
    themes = forms.IntegerField(label=_("Shared themes count"), min_value=0, max_value=10)
    text = forms.IntegerField(label=_("What reviewers say they know counts"), min_value=0, max_value=10)
    past = forms.IntegerField(label=_("What they reviewed before counts"), min_value=0, max_value=10)
    wishes = forms.BooleanField(label=_("Wishes count"), required=False)

    @classmethod
    def of(cls, panel: Panel) -> "ProposeForm":
        """With what the panel says."""
        names = ("objective", "reviews_each", "min_load", "max_load")
        usual = {"keep": "all", "themes": 4, "text": 4, "past": 2, "wishes": True}
        return cls(initial={name: getattr(panel, name) for name in names} | usual)

    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        return self.cleaned_data | {"wishes": int(self.cleaned_data["wishes"])}


class FileForm(forms.Form):
    """A file of pairs."""

    file = forms.FileField(label=_("CSV file"), help_text=_("Columns application, reviewer and, if known, score."))

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This file is not in UTF-8.")) from error
        return text
