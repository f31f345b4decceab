"""Forms of introductions."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.core.errors import InvalidInput
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.introductions.enums import DeclineReason, Outcome
from parvis.domain.introductions.selectors.drafting import people_of
from parvis.faces.web.juries.moments import day_field, text_field


class Refusable(forms.Form):
    """A form that shows what a service said at the fields it is about."""

    def refuse(self, error: Exception) -> None:
        """Take over the sentences of the error."""
        fields = error.fields if isinstance(error, InvalidInput) else {}
        known = {name: sentences for name, sentences in fields.items() if name in self.fields}
        for name, sentences in known.items():
            self.add_error(name, sentences)
        if not known:
            self.add_error(None, str(error))


class ProposalForm(Refusable):
    """The message, and for the campus whom it goes to and why in spite of a full load."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    message = text_field(_("Message"), rows=14, required=True, help_text=_("Both sides read it. No contact details."))
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    first_person = forms.ModelChoiceField(label="", queryset=Person.objects.none(), required=False)
    second_person = forms.ModelChoiceField(label="", queryset=Person.objects.none(), required=False)
    despite = text_field(_("Why all the same"), rows=2, help_text=_("Only the campus team reads it."))

    def choose_from(self, first: Organisation, second: Organisation, *, is_campus: bool, is_full: bool) -> None:
        """Let the campus choose people of the two; leave out what is not asked."""
        for name, organisation in (("first_person", first), ("second_person", second)):
            people = people_of(organisation)
            if not is_campus or not people.exists():
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.queryset = people
            field.label = _("Write to, at %(name)s") % {"name": organisation.name}
            field.empty_label = _("the owners of its page")
        if not (is_campus and is_full):
            del self.fields["despite"]


class DeclineForm(Refusable):
    """Why a side declines."""

    reason = forms.ChoiceField(label=_("Why"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    text = text_field(_("In a few words"), help_text=_("Only the campus team reads this, the other side does not."))


class AcceptForm(forms.Form):
    """What the other side gets besides the name and the mail address."""

    shares_phone = forms.BooleanField(label=_("Share my telephone number too"), required=False)


class OutcomeForm(Refusable):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    text = text_field(_("In a few words"), help_text=_("Only the campus team reads this, the other side does not."))


class MeetingForm(Refusable):
    """When they met."""

    met_on = day_field(_("You met on"))
