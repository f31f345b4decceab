"""What one gives to start an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.registers.registry import importers
from parvis.domain.sources.selectors.overview import ORDER


class ImportForm(forms.Form):
    """A register, its file, and what to do with bad lines."""

    source = forms.ChoiceField(label=_("Register"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 with its header, as it is or packed with gzip; at most 60 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.gz,text/csv,application/gzip"}),
    )
    as_of = forms.DateField(
        label=_("The file speaks of this day"),
        help_text=_("Leave it empty for today. Registers that date their own records ignore it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    skip_bad = forms.BooleanField(
        label=_("Import the good lines even when others are refused"),
        help_text=_("Otherwise one refused line means that nothing is imported."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((code, importers.get(code).name) for code in ORDER)]
