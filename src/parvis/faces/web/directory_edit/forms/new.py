"""A new organisation: the least that is worth an entry; the rest is written on its own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.reference.enums import OrganisationKind


class NewForm(forms.Form):
    """Name, kind, place, website."""

    name = forms.CharField(label=_("Name"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    website = forms.CharField(
        label=_("Website"), max_length=300, required=False, widget=forms.URLInput({"placeholder": "https://"})
    )
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)
