"""Lists of rows that grow and shrink without a script: two empty rows at the end, and a button for more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.core.errors import InvalidInput
from parvis.domain.directory.drafts import IdentifierRow, LinkRow, NameRow
from parvis.domain.directory.enums import LinkKind, NameKind, Scheme
from parvis.domain.directory.models import Identifier, Link, Name, Organisation
from parvis.faces.web.directory_edit.forms.sections import NOTHING

BLANK_ROWS = 2


class RowForm(forms.Form):
    """One row; a row whose key column is empty is left out."""

    key: str
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def is_kept(self) -> bool:
        """True for a row that shall be there afterwards."""
        text = self.data.get(self.add_prefix(self.key)) or ""
        return bool(text.strip()) and not self.data.get(self.add_prefix("remove"))


class NameForm(RowForm):
    """A further name."""

    key = "text"
    text = forms.CharField(label=_("Name"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=NameKind.choices, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[NOTHING, ("fr", _("French")), ("en", _("English"))], required=False
    )


class IdentifierForm(RowForm):
    """A number in a register."""

    key = "value"
    scheme = forms.ChoiceField(label=_("Register"), choices=Scheme.choices, required=False)
    value = forms.CharField(label=pgettext_lazy("identifier", "Number"), required=False, max_length=120)


class LinkForm(RowForm):
    """A link."""

    key = "url"
    url = forms.CharField(label=_("Address"), required=False, max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=LinkKind.choices, required=False, initial=LinkKind.OTHER)
    title = forms.CharField(label=_("Title"), required=False, max_length=120)


@dataclass(frozen=True)
class RowsOf:
    """How a list of an organisation becomes rows of a form, and back."""

    part: str
    title: str | Promise
    form: type[RowForm]
    load: Callable[[Organisation], list[dict[str, Any]]]
    row: Callable[[Mapping[str, str]], Any]


def _names(organisation: Organisation) -> list[dict[str, Any]]:
    rows = Name.objects.filter(organisation=organisation).order_by("kind", "pk")
    return [dict(row) for row in rows.values("text", "kind", "language")]


def _identifiers(organisation: Organisation) -> list[dict[str, Any]]:
    rows = Identifier.objects.filter(organisation=organisation).order_by("scheme", "pk")
    return [dict(row) for row in rows.values("scheme", "value")]


def _links(organisation: Organisation) -> list[dict[str, Any]]:
    rows = Link.objects.filter(organisation=organisation).order_by("kind", "pk")
    return [dict(row) for row in rows.values("url", "kind", "title")]


NAMES = RowsOf(
    "names",
    _("Other names"),
    NameForm,
    _names,
    lambda row: NameRow(row.get("text", ""), row.get("kind", ""), row.get("language", "")),
)
IDENTIFIERS = RowsOf(
    "identifiers",
    _("Identifiers"),
    IdentifierForm,
    _identifiers,
    lambda row: IdentifierRow(row.get("scheme", ""), row.get("value", "")),
)
LINKS = RowsOf(
    "links",
    _("Other links"),
    LinkForm,
    _links,
    lambda row: LinkRow(row.get("url", ""), row.get("kind", ""), row.get("title", "")),
)


class Rows:
    """The rows of one list on a page: from the database, or as they were typed."""

    def __init__(self, spec: RowsOf, organisation: Organisation | None, data: QueryDict | None = None) -> None:
        self.spec = spec
        if data is None:
            loaded = spec.load(organisation) if organisation else []
            self._show(loaded)
        else:
            count = min(int(data.get(f"{spec.part}-count", "0") or 0), 200) if self._is_count(data) else 0
            self.forms = [spec.form(data, prefix=f"{spec.part}-{place}") for place in range(count)]

    def _is_count(self, data: QueryDict) -> bool:
        return data.get(f"{self.spec.part}-count", "").isdigit()

    def _show(self, rows: Sequence[dict[str, Any]]) -> None:
        """These rows, and some empty ones."""
        shown: list[dict[str, Any]] = [*rows, *({} for _blank in range(BLANK_ROWS))]
        self.forms = [self.spec.form(initial=row, prefix=f"{self.spec.part}-{n}") for n, row in enumerate(shown)]

    def with_more(self) -> None:
        """Show what was typed again, unjudged, with two more rows."""
        names = [name for name in self.spec.form.base_fields if name != "remove"]
        typed = [{name: form.data.get(form.add_prefix(name), "") for name in names} for form in self.forms]
        typed = [row for row, form in zip(typed, self.forms, strict=True) if form.is_kept()]
        self._show(typed)

    @property
    def count(self) -> int:
        """How many rows the page shows, for the hidden field."""
        return len(self.forms)

    @property
    def count_name(self) -> str:
        """The name of the hidden field."""
        return f"{self.spec.part}-count"

    @property
    def kept(self) -> list[RowForm]:
        """Rows that shall be there afterwards."""
        return [form for form in self.forms if form.is_kept()]

    def drafts(self) -> Sequence[Any]:
        """The rows as the service takes them."""
        names = [name for name in self.spec.form.base_fields if name != "remove"]
        return [self.spec.row({n: f.data.get(f.add_prefix(n), "") for n in names}) for f in self.kept]

    def add_errors(self, error: InvalidInput) -> InvalidInput:
        """Put the sentences beside their rows; gives back those that belong elsewhere."""
        rest: dict[str, list[str]] = {}
        for name, sentences in error.fields.items():
            part, _dash, place = name.partition("-")
            place, _dash, column = place.partition("-")
            if part != self.spec.part or not place.isdigit():
                rest[name] = sentences
                continue
            form = self.kept[int(place)]
            form.full_clean()
            for sentence in sentences:
                form.add_error(column if column in form.fields else None, sentence)
        return InvalidInput(str(error), rest)
