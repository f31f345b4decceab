"""What one gives about a table that no importer knows."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.registers.mapping import FIELDS, TableMapping
from parvis.domain.registers.tables import Table
from parvis.domain.sources.labels import MAPPED
from parvis.domain.sources.models import SavedMapping
from parvis.domain.sources.selectors.own import table_mapping
from parvis.faces.web.imports.forms import ACCEPTED_TABLES

KEPT = ("name", "kind", "country", "publisher", "licence", "url", "is_full")
EXAMPLES = 3
LONGEST_EXAMPLE = 40


class UploadForm(forms.Form):
    """A table."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX with the names of its columns in the first line; at most 60 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED_TABLES}),
    )


class RenameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name of the table"), max_length=80)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class MappingForm(forms.Form):
    """The mapping under its name, and one field for each column of the table."""

    name = forms.CharField(label=_("Name of the table"), max_length=80)
    kind = forms.ChoiceField(
        label=_("What its organisations are, where no column says it"),
        choices=[("", "—"), *OrganisationKind.choices],
        required=False,
    )
    country = forms.CharField(
        label=_("Country where no column says it"), help_text=_("Two letters, as in FR."), min_length=2, max_length=2
    )
    publisher = forms.CharField(label=_("Who publishes it"), max_length=120, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=80, required=False)
    url = forms.URLField(label=_("Its web page"), max_length=300, required=False, assume_scheme="https")
    is_full = forms.BooleanField(
        label=_("Each file holds the whole list, so that who is missing has left it"), required=False
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, mapping: SavedMapping, table: Table | None) -> None:
        super().__init__(data, initial={name: getattr(mapping, name) for name in (*KEPT, "version")})
        self._saved = mapping
        self.columns = list(table.columns) if table else list(mapping.columns)
        choices = [("", _("left out")), *((name, MAPPED[name]) for name in FIELDS)]
        for place, column in enumerate(self.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column,
                choices=choices,
                required=False,
                initial=mapping.columns.get(column, ""),
                help_text=_examples(table.values_of(column)) if table else "",
            )

    def clean_country(self) -> str:
        """Two letters."""
        value = str(self.cleaned_data["country"]).upper()
        if not (value.isascii() and value.isalpha()):
            raise forms.ValidationError(_("Two letters, as in FR."))
        return value

    def about(self) -> list[forms.BoundField]:
        """The fields about the table as a whole."""
        return [self[name] for name in self.fields if not name.startswith("column_")]

    def of_columns(self) -> list[forms.BoundField]:
        """The fields of the columns."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    def mapping(self) -> TableMapping:
        """How rows are read by what is chosen now; by what is saved, where the form was not sent or has errors."""
        if not (self.is_bound and self.is_valid()):
            return table_mapping(self._saved)
        return TableMapping(self._chosen(), kind=self.cleaned_data["kind"], country=self.cleaned_data["country"])

    def values(self) -> dict[str, Any]:
        """What is saved; the form is valid."""
        return {**{name: self.cleaned_data[name] for name in KEPT}, "columns": self._chosen()}

    def _chosen(self) -> dict[str, str]:
        """By the name of a column what it is; those that are left out are missing."""
        named = {column: self.cleaned_data[f"column_{place}"] for place, column in enumerate(self.columns)}
        return {column: name for column, name in named.items() if name}


def _examples(values: Iterable[str]) -> str:
    """A few different values of a column, shortened; escaped, because help texts may hold markup."""
    shown = [v if len(v) <= LONGEST_EXAMPLE else f"{v[:LONGEST_EXAMPLE]}…" for v in dict.fromkeys(values)]
    return escape(" · ".join(shown[:EXAMPLES]))
