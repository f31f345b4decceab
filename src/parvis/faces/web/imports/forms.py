"""What one gives to start an import, and what one looks for in it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.registers.registry import importers
from parvis.domain.sources.selectors.changes import ChangeFilters, Overview
from parvis.domain.sources.selectors.overview import ORDER
from parvis.domain.sources.selectors.own import own_choices

ACCEPTED = ".csv,.json,.ndjson,.jsonl,.gz,.zip,text/csv,application/json,application/gzip,application/zip"
ACCEPTED_TABLES = ".csv,.tsv,.txt,.xlsx,.gz,text/csv"
FLAGS = ("news", "remarked", "kept")


class ImportForm(forms.Form):
    """A register and its file."""

    source = forms.ChoiceField(label=_("Register"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or JSON as the register publishes it, as it is or packed (gzip, ZIP); at most 60 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": f"{ACCEPTED},{ACCEPTED_TABLES}"}),
    )
    as_of = forms.DateField(
        label=_("The file speaks of this day"),
        help_text=_("Leave it empty for today. Registers that date their own records ignore it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, importers.get(code).name) for code in ORDER]
        own = own_choices()
        source = cast("forms.ChoiceField", self.fields["source"])
        source.choices = [("", "—"), *known, *([(_("Tables of your own"), own)] if own else [])]


class ChangeFilterForm(forms.Form):
    """Which lines to show; everything may stay empty, and what makes no sense is left out.

    Boxes that every line, or none, would pass are not offered.
    """

    kind = forms.ChoiceField(label=_("What becomes of the line"), required=False)
    q = forms.CharField(label=_("Name or number"), required=False, max_length=200)
    news = forms.BooleanField(label=_("Only what differs from before"), required=False)
    remarked = forms.BooleanField(label=_("Only with a number that was left out"), required=False)
    kept = forms.BooleanField(label=_("Only organisations that stayed"), required=False)

    def __init__(self, data: Any, *, overview: Overview) -> None:
        super().__init__(data)
        choices = [(kind.kind, f"{kind.label} ({kind.number})") for kind in overview.kinds]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", _("all")), *choices]
        for name in FLAGS:
            if not getattr(overview, name):
                del self.fields[name]

    def filters(self) -> ChangeFilters:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        flags = {name: bool(data.get(name)) for name in FLAGS}
        return ChangeFilters(kind=data.get("kind", ""), words=data.get("q", ""), **flags)
