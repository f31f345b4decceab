"""Fields that several forms of calls share."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.core.errors import InvalidInput
from parvis.domain.calls.local_times import at_zone, local_of


class MomentField(forms.CharField):
    """A day and a time on the clocks of a zone; gives the moment, or None where it may stay empty."""

    def __init__(self, *, zone: str, **options: Any) -> None:
        super().__init__(**options, widget=forms.TextInput(attrs={"type": "datetime-local"}))
        self.zone = zone

    def clean(self, value: Any) -> Any:
        """The moment; an hour that does not exist or comes twice is refused."""
        text = super().clean(value)
        if not text:
            return None
        try:
            local = dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise forms.ValidationError(_("Write a day and a time.")) from error
        return at_zone(local.replace(tzinfo=None), self.zone)

    def prepare_value(self, value: Any) -> Any:
        """What the box shows: the time on the clocks of the zone."""
        if isinstance(value, dt.datetime):
            return local_of(value, self.zone).isoformat(timespec="minutes")
        return value


class DayInput(forms.DateInput):
    """A day, in the way the browser offers it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def add_problems(form: forms.Form, error: InvalidInput, names: Mapping[str, str] | None = None) -> None:
    """Show at its field what a service refuses; what belongs to no field stands at the top."""
    for name, sentences in (error.fields or {"": [str(error)]}).items():
        field = (names or {}).get(name, name)
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
