"""Forms of a call and what stands around it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.domain.calls.local_times import local_of
from parvis.domain.calls.models import Call, Round
from parvis.domain.calls.rules import can_appoint_managers
from parvis.domain.calls.services.calls import TEXTS, CallValues
from parvis.domain.calls.services.rounds import RoundValues
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.faces.web.calls.fields import DayInput, MomentField

LINES = {"rows": 3}
PAGE = {"rows": 10}
ORDER = (
    "title_fr",
    "title_en",
    "summary_fr",
    "summary_en",
    "text_fr",
    "text_en",
    "after_fr",
    "after_en",
    "themes",
    "is_rolling",
    "contact_email",
    "timezone",
    "organiser",
)


class CallForm(forms.Form):
    """The texts and the frame of a call."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    summary_fr = forms.CharField(
        label=_("Summary in French"), max_length=400, required=False, widget=forms.Textarea(attrs=LINES)
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=400, required=False, widget=forms.Textarea(attrs=LINES)
    )
    text_fr = forms.CharField(label=_("Text in French"), required=False, widget=forms.Textarea(attrs=PAGE))
    text_en = forms.CharField(label=_("Text in English"), required=False, widget=forms.Textarea(attrs=PAGE))
    after_fr = forms.CharField(
        label=_("What happens after, in French"), required=False, widget=forms.Textarea(attrs=LINES)
    )
    after_en = forms.CharField(
        label=_("What happens after, in English"), required=False, widget=forms.Textarea(attrs=LINES)
    )
    is_rolling = forms.BooleanField(
        label=_("Applications at any time"),
        required=False,
        help_text=_("Applications come as they like, and you attach them to a round later."),
    )
    contact_email = forms.EmailField(
        label=_("Address for questions"), required=False, help_text=_("Without one, that of the campus is shown.")
    )
    timezone = forms.CharField(
        label=_("Time zone"), max_length=60, initial="Europe/Paris", help_text=_("Deadlines are set and shown in it.")
    )
    organiser = forms.CharField(
        label=_("Organiser, where it is not the campus"),
        max_length=160,
        required=False,
        help_text=_("The end of the address of its page in the directory: /organisations/this-part/."),
    )

    def __init__(self, data: Any = None, *, actor: User, call: Call | None = None) -> None:
        super().__init__(data, initial=self._present(call))
        self.call = call
        self.fields["themes"] = forms.ModelMultipleChoiceField(
            label=_("Themes"),
            queryset=themes_offered([theme.code for theme in call.themes.all()] if call else ()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(ORDER)
        if not can_appoint_managers(actor):
            del self.fields["organiser"]

    @staticmethod
    def _present(call: Call | None) -> dict[str, Any]:
        if call is None:
            return {}
        known = {name: getattr(call, name) for name in (*TEXTS, "is_rolling")}
        organiser = call.organiser.slug if call.organiser else ""
        return {**known, "themes": list(call.themes.all()), "organiser": organiser}

    def clean_organiser(self) -> Organisation | None:
        """The organisation with this address."""
        slug = self.cleaned_data["organiser"].strip().strip("/").rsplit("/", 1)[-1]
        found = Organisation.objects.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise forms.ValidationError(_("There is no organisation with this address."))
        return found

    def values(self) -> CallValues:
        """What was written; who organises stays as it is for those who may not say it."""
        data = dict(self.cleaned_data)
        organiser = data.pop("organiser", self.call.organiser if self.call else None)
        return CallValues(**{**data, "themes": list(data["themes"])}, organiser=organiser)


class RoundForm(forms.Form):
    """When a round opens and closes, on the clocks of the call."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    decides_on = forms.DateField(label=_("Decisions expected on"), required=False, widget=DayInput())
    places = forms.IntegerField(label=_("Places"), required=False, min_value=1, max_value=100_000)

    def __init__(self, data: Any = None, *, call: Call, one: Round | None = None) -> None:
        names = ("name_fr", "name_en", "opens_at", "closes_at", "decides_on", "places")
        super().__init__(data, initial={name: getattr(one, name) for name in names} if one else {})
        zone = call.timezone
        self.fields["opens_at"] = MomentField(zone=zone, label=_("Opens"), help_text=zone)
        self.fields["closes_at"] = MomentField(zone=zone, label=_("Closes"), required=False, help_text=zone)
        self.order_fields(["name_fr", "name_en", "opens_at", "closes_at", "decides_on", "places"])

    def values(self) -> RoundValues:
        """What was written."""
        return RoundValues(**self.cleaned_data)


class PointForm(forms.Form):
    """One point of the screening."""

    label_fr = forms.CharField(label=_("Point in French"), max_length=300)
    label_en = forms.CharField(label=_("Point in English"), max_length=300, required=False)


class ManagerForm(forms.Form):
    """Whom to name."""

    email = forms.EmailField(label=_("Address of the account"), max_length=254)


class LateForm(forms.Form):
    """Whom to let apply after the deadline."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    reason = forms.CharField(label=_("Why, for the file"), widget=forms.Textarea(attrs=LINES))

    def __init__(self, data: Any = None, *, call: Call) -> None:
        super().__init__(data)
        self.fields["one"] = forms.ModelChoiceField(label=_("Round"), queryset=call.rounds.all(), empty_label=None)
        self.fields["until"] = MomentField(zone=call.timezone, label=_("Until when"), help_text=call.timezone)
        self.order_fields(["email", "one", "until", "reason"])


class ReminderForm(forms.Form):
    """What those with a draft are told, in both languages."""

    message_fr = forms.CharField(label=_("Message in French"), widget=forms.Textarea(attrs=PAGE))
    message_en = forms.CharField(label=_("Message in English"), widget=forms.Textarea(attrs=PAGE))


class CopyForm(forms.Form):
    """What the copy is called, and when its first round opens."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    starts_on = forms.DateField(
        label=_("First round opens on"),
        required=False,
        widget=DayInput(),
        help_text=_("All rounds are moved by as many days, and keep their hours."),
    )

    def __init__(self, data: Any = None, *, call: Call) -> None:
        first = call.rounds.order_by("opens_at").first()
        self.first = local_of(first.opens_at, call.timezone).date() if first else None
        initial = {"title_fr": call.title_fr, "title_en": call.title_en, "starts_on": self.first}
        super().__init__(data, initial=initial)
        if self.first is None:
            del self.fields["starts_on"]

    def days(self) -> int:
        """By how many days the rounds move."""
        starts_on = self.cleaned_data.get("starts_on")
        return (starts_on - self.first).days if starts_on and self.first else 0
