"""Forms of interview slots."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.calls.models import Application
from parvis.domain.cohorts.models import Interview
from parvis.domain.cohorts.services.interviews import MINUTES, MOST_SLOTS
from parvis.faces.web.juries.moments import moment_field


class SeriesForm(forms.Form):
    """A series of slots, one after the other."""

    first = moment_field(_("The first begins"), required=True, help_text=_("In the time zone of the call."))
    number = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_SLOTS, initial=6)
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=MINUTES[0], max_value=MINUTES[1], initial=30)
    pause = forms.IntegerField(label=_("Minutes between them"), min_value=0, max_value=MINUTES[1], initial=10)
    place = forms.CharField(label=_("Place or link"), max_length=300, required=False)


class SlotForm(forms.Form):
    """Time and place of one slot."""

    starts_at = moment_field(_("Begins"), required=True, help_text=_("In the time zone of the call."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=MINUTES[0], max_value=MINUTES[1])
    place = forms.CharField(label=_("Place or link"), max_length=300, required=False)

    @classmethod
    def of(cls, interview: Interview) -> "SlotForm":
        """The form filled with what is saved."""
        return cls(initial={name: getattr(interview, name) for name in cls.base_fields})


class WhoForm(forms.Form):
    """Who is heard in a slot."""

    application = forms.ChoiceField(label=_("Who is heard"), required=False)

    def __init__(self, *args: Any, offered: Sequence[Application], present: Application | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["application"]
        listed = [present, *offered] if present is not None else list(offered)
        if isinstance(field, forms.ChoiceField):
            named = [(str(one.pk), f"{one.reference} · {one.organisation.name}") for one in listed]
            field.choices = [("", _("nobody")), *named]
