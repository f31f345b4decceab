"""Differences of records in words: what a field is called, what its values mean, whose word counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.domain.directory.enums import NameKind, RelationKind, Scheme, Status
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.models import Theme
from parvis.domain.sources.labels import FIELDS, NOTE_VALUES, NOTES, SKIPPED, VERDICTS
from parvis.domain.sources.models import Change
from parvis.domain.sources.selectors.own import shown_register

Label = str | Promise

KINDS: dict[str, Label] = dict(OrganisationKind.choices)
STATUSES: dict[str, Label] = dict(Status.choices)
SCHEMES, TIES, NAMES = dict(Scheme.choices), dict(RelationKind.choices), dict(NameKind.choices)


RESEMBLES, COMPARED, JUDGED = "resembles", "compared", "judged"
"""Entries of a line that no number joins: an organisation that it resembles, the record that was compared, the word of
a person."""


def entries_of(change: Change, name: str) -> list[dict[str, Any]]:
    """The entries of a line that bear this name."""
    return [entry for entry in change.details if entry["field"] == name]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in words. `shown` is what the organisation will show where that is not what the record says."""

    label: Label
    before: Label
    after: Label
    shown: Label
    verdict: Label


def theme_names(changes: Iterable[Change]) -> dict[str, str]:
    """The names of the themes that differ somewhere, by their codes; one query, or none."""
    codes = {
        entry.get("after") or entry.get("before")
        for change in changes
        for entry in change.details
        if entry["field"] == "themes"
    }
    return {theme.code: theme.name for theme in Theme.objects.filter(code__in=codes)} if codes else {}


def differences_of(change: Change, themes: dict[str, str]) -> list[Difference]:
    """The differences of a line in words; why a line is refused or brings nothing is `reason_of`."""
    return [_worded(entry, themes) for entry in change.details if entry["field"] in FIELDS]


def reason_of(change: Change) -> tuple[Label, Label]:
    """The column and the sentence of a refused line, or why a line brings nothing."""
    for entry in change.details:
        if entry["field"] == "refused":
            return entry["column"], entry["message"]
        if entry["field"] == "skipped":
            return "", SKIPPED.get(entry["reason"], entry["reason"])
    return "", ""


def _worded(entry: dict[str, Any], themes: dict[str, str]) -> Difference:
    field, by = entry["field"], entry.get("by", "")
    if field == JUDGED:
        return Difference(FIELDS[field], "", entry["after"], "", VERDICTS["same" if entry["same"] else "different"])
    register = shown_register(by)
    verdict = _("%(register)s is believed first") % {"register": register.short} if register else VERDICTS.get(by, by)
    if register and field in ("names", "identifiers", "links"):
        verdict = _("stays: %(register)s says so too") % {"register": register.short}
    shown = _value(field, entry.get("is"), themes) if by else ""
    return Difference(
        FIELDS[field],
        _value(field, entry.get("before"), themes),
        _value(field, entry.get("after"), themes),
        shown,
        verdict,
    )


def _value(field: str, value: Any, themes: dict[str, str]) -> Label:
    if value is None:
        return ""
    if isinstance(value, list):
        first, second = value
        if field == "identifiers":
            return f"{SCHEMES.get(first, first)} {second}"
        if field == "notes":
            return f"{NOTES.get(first, first)}: {NOTE_VALUES.get(second, second)}"
        kinds = TIES if field == "parents" else NAMES
        return f"{first} ({kinds.get(second, second)})"
    tables: dict[str, dict[str, Label]] = {"kind": KINDS, "status": STATUSES, "themes": dict(themes)}
    return tables.get(field, {}).get(value, str(value))
