"""Forms of rights, requests and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.enums import AccessLevel, Status, Visibility
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.services.values import LONGEST_DESCRIPTION
from parvis.domain.reference.enums import OrganisationKind, Stage
from parvis.domain.stewardship.services.claims import LONGEST_MESSAGE
from parvis.domain.stewardship.services.corrections import OPEN_FIELDS
from parvis.faces.web.directory_edit.forms.sections import NOTHING, TopicsForm

IDENTITY = ("name", "kind", "stage", "status", "founded_year")
LEVEL_HELP = _("Owners edit and give rights, editors edit, readers see the history and all contact details.")


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    level = forms.ChoiceField(
        label=_("Right"), choices=AccessLevel.choices, initial=AccessLevel.EDITOR, help_text=LEVEL_HELP
    )


class LevelForm(forms.Form):
    """A right."""

    level = forms.ChoiceField(label=_("Right"), choices=AccessLevel.choices)


class AcceptForm(forms.Form):
    """Taking up an invitation that went to another address."""

    is_other_address = forms.BooleanField(label=_("I take this invitation up with this account"), required=False)


class ClaimForm(forms.Form):
    """Why one should manage the organisation."""

    message = forms.CharField(
        label=_("Message to the campus team"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Your function in the organisation, and how we can check it."),
    )


class DecisionForm(forms.Form):
    """A word to whoever asked."""

    word = forms.CharField(
        label=_("A word to the person who asked"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Sent by mail. A refusal needs one."),
    )


class CorrectionForm(TopicsForm):
    """Values that one suggests; it opens with the present ones."""

    version = None  # type: ignore[assignment]
    field_order = (*IDENTITY, "website", "address", "postcode", "city", "themes", "sector")
    name = forms.CharField(label=_("Name"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    stage = forms.ChoiceField(label=_("Stage"), choices=[NOTHING, *Stage.choices], required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    founded_year = forms.CharField(label=_("Year of foundation"), required=False, max_length=4)
    website = forms.CharField(label=_("Website"), max_length=300, required=False, widget=forms.URLInput())
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    description_fr = forms.CharField(
        label=_("Presentation in French"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea({"rows": 4, "lang": "fr"}),
    )
    description_en = forms.CharField(
        label=_("Presentation in English"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea({"rows": 4, "lang": "en"}),
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What should be right that the fields above do not hold, or where you know it from."),
    )

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """The present values."""
        topics = super().initial_of(organisation)
        return {**{name: getattr(organisation, name, None) for name in OPEN_FIELDS}, **topics, "comment": ""}

    def values(self) -> dict[str, Any]:
        """The suggested values, without the comment."""
        return {name: value for name, value in self.cleaned_data.items() if name in OPEN_FIELDS}


class PersonForm(forms.Form):
    """Someone of the directory."""

    name = forms.CharField(label=_("Name"), max_length=200)
    headline = forms.CharField(label=_("In a few words"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    contact_visibility = forms.ChoiceField(
        label=_("Who sees the contact details"), choices=Visibility.choices, initial=Visibility.TEAM
    )

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """The present values."""
        return {name: getattr(person, name) for name in PersonForm.base_fields}


class MembershipForm(forms.Form):
    """A function, from when to when."""

    title = forms.CharField(label=_("Function"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    is_public = forms.BooleanField(label=_("Show on the organisation's page"), required=False, initial=True)

    @staticmethod
    def initial_of(membership: Membership) -> dict[str, Any]:
        """The present values."""
        return {name: getattr(membership, name) for name in MembershipForm.base_fields}


class OwnMembershipForm(forms.Form):
    """What a member may change of a membership by themselves."""

    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    is_public = forms.BooleanField(label=_("Show on the organisation's page"), required=False)

    @staticmethod
    def initial_of(membership: Membership) -> dict[str, Any]:
        """The present values."""
        return {name: getattr(membership, name) for name in OwnMembershipForm.base_fields}
