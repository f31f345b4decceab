"""What an import would do, or did: its lines, filtered and found, on a page or as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.hanging import reason_name
from parvis.domain.reference.naming import fold
from parvis.domain.sources.enums import ChangeKind
from parvis.domain.sources.labels import COUNTS
from parvis.domain.sources.models import Change, ImportRun
from parvis.domain.sources.selectors.wording import (
    RESEMBLES,
    Difference,
    Label,
    differences_of,
    entries_of,
    reason_of,
    theme_names,
)

COLUMNS = (
    "change",
    "line",
    "key",
    "name",
    "organisation",
    "field",
    "before",
    "after",
    "shown",
    "decided_by",
    "message",
)
"""The columns of an export; one row for each field that differs, at least one for each line."""

TOGETHER = 500


@dataclass(frozen=True, slots=True)
class ChangeFilters:
    """What to show: a kind, words, what has a remark, what differs from before, what outlived a roll back."""

    kind: str = ""
    words: str = ""
    remarked: bool = False
    news: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One line in words; `alike` are organisations that it resembles, each with its probability."""

    change: Change
    differences: list[Difference]
    column: Label
    reason: Label
    kept: list[str | Promise]
    alike: list[tuple[Organisation, float]]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many lines are of a kind."""

    kind: str
    label: Label
    number: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The lines of a run in figures: by kind, and those that differ from before, have a remark, or stayed."""

    kinds: list[KindCount]
    news: int
    remarked: int
    kept: int


def changes_of(run: ImportRun, filters: ChangeFilters) -> QuerySet[Change]:
    """The lines of a run, in the order of the file."""
    lines = Change.objects.filter(run=run).select_related("organisation").order_by("id")
    if filters.kind:
        lines = lines.filter(kind=filters.kind)
    for word in fold(filters.words).split():
        lines = lines.filter(words__contains=word)
    for name, wanted in (("has_remark", filters.remarked), ("is_news", filters.news)):
        lines = lines.filter(**{name: True}) if wanted else lines
    return lines.exclude(kept=[]) if filters.kept else lines


def overview_of(run: ImportRun) -> Overview:
    """How many lines of each kind there are, and how many stand out; one query."""
    words = {**COUNTS, ChangeKind.GONE: COUNTS["vanished"]}
    rows = (
        Change.objects.filter(run=run)
        .order_by()
        .values_list("kind")
        .annotate(
            number=Count("pk"),
            news=Count("pk", filter=Q(is_news=True)),
            remarked=Count("pk", filter=Q(has_remark=True)),
            stayed=Count("pk", filter=~Q(kept=[])),
        )
    )
    counts = {kind: numbers for kind, *numbers in rows}
    kinds = [KindCount(kind.value, words[kind], counts[kind][0]) for kind in ChangeKind if kind in counts]
    news, remarked, kept = (sum(numbers[place] for numbers in counts.values()) for place in (1, 2, 3))
    return Overview(kinds, news, remarked, kept)


def in_words(changes: Iterable[Change]) -> list[ChangeView]:
    """The lines with their differences in words; two queries more at most, for names of themes and organisations."""
    found = list(changes)
    themes = theme_names(found)
    alike = {change.pk: entries_of(change, RESEMBLES) for change in found}
    known = Organisation.objects.in_bulk({entry["organisation"] for entries in alike.values() for entry in entries})
    return [
        ChangeView(
            change,
            differences_of(change, themes),
            *reason_of(change),
            [reason_name(reason) for reason in change.kept],
            [(known[e["organisation"]], e["score"]) for e in alike[change.pk] if e["organisation"] in known],
        )
        for change in found
    ]


def export_rows(lines: QuerySet[Change]) -> Iterator[dict[str, str]]:
    """The lines as rows of `COLUMNS`, read some hundreds at a time."""
    last = 0
    while part := list(lines.filter(pk__gt=last)[:TOGETHER]):
        last = part[-1].pk
        for view in in_words(part):
            yield from _rows(view)


def _rows(view: ChangeView) -> Iterator[dict[str, str]]:
    change = view.change
    alike = [f"{organisation.name} ({score:.2f})" for organisation, score in view.alike]
    start = {
        "change": change.get_kind_display(),
        "line": str(change.line or ""),
        "key": change.key,
        "name": change.name,
        "organisation": change.organisation.slug if change.organisation else "",
        "message": " ".join(str(text) for text in (view.column, view.reason, *view.kept, *alike) if text),
    }
    blank = dict.fromkeys(COLUMNS, "")
    for entry in view.differences:
        words = {"before": entry.before, "after": entry.after, "shown": entry.shown, "decided_by": entry.verdict}
        yield {**blank, **start, "field": str(entry.label), **{name: str(text) for name, text in words.items()}}
    if not view.differences:
        yield {**blank, **start}
