"""Form fields for days and moments, in the time zone of the view."""

from typing import Any

from django import forms

MOMENT = "%Y-%m-%dT%H:%M"
DAY = "%Y-%m-%d"


def moment_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateTimeField:
    """A day and a time, as browsers let one choose them."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    formats = [MOMENT, f"{MOMENT}:%S", "%Y-%m-%d %H:%M"]
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=formats
    )


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format=DAY)
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def text_field(label: Any, *, rows: int = 3, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=widget)
