"""Forms of those who apply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.calls.enums import Right
from parvis.domain.directory.drafts import IdentifierRow
from parvis.domain.reference.enums import OrganisationKind


class NewApplicantForm(forms.Form):
    """An organisation that the directory does not know: the least that is worth an entry."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices, initial=OrganisationKind.STARTUP)
    siren = forms.CharField(
        label=_("SIREN"), max_length=20, required=False, help_text=_("Nine digits, if the company is registered yet.")
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    website = forms.CharField(
        label=_("Website"), max_length=300, required=False, widget=forms.URLInput({"placeholder": "https://"})
    )

    def values(self) -> dict[str, Any]:
        """The fields of an organisation."""
        return {name: self.cleaned_data[name] for name in ("name", "kind", "postcode", "city", "website")}

    def numbers(self) -> list[IdentifierRow]:
        """The numbers in registers."""
        number = "".join(self.cleaned_data["siren"].split())
        return [IdentifierRow("siren", number)] if number else []


class InviteForm(forms.Form):
    """A colleague by address, and what they may do."""

    email = forms.EmailField(label=_("E-mail address of your colleague"), max_length=254)
    right = forms.ChoiceField(label=_("They may"), choices=Right.choices, initial=Right.EDIT, widget=forms.RadioSelect)


class RightForm(forms.Form):
    """What a colleague may do."""

    right = forms.ChoiceField(label=_("Right"), choices=Right.choices)


class WithdrawForm(forms.Form):
    """A withdrawal, which may say why."""

    reason = forms.CharField(
        label=_("Why, if you want to say"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The team of the call reads it; it helps to do better."),
    )
