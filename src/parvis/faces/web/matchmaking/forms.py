"""Forms of suggestions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.matchmaking.enums import DownReason
from parvis.domain.matchmaking.services.opinions import LONGEST


class DownForm(forms.Form):
    """Why a suggestion is not useful."""

    reason = forms.ChoiceField(label=_("Why is it not useful?"), choices=DownReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only your organisation and the campus team read this."),
    )
