"""The figures of a selection in words: tables for a page and rows of a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.domain.calls.enums import Origin
from parvis.domain.cohorts.selectors.funnel import STEPS, Funnel, Group, Steps
from parvis.domain.reference.enums import Stage
from parvis.domain.reference.models import Region
from parvis.domain.reference.selectors.topics import all_themes
from parvis.faces.web.layout.tables import Row

COLUMNS = ("group", "name", *STEPS)
NAMES: dict[str, str | Promise] = {
    "begun": pgettext_lazy("applications", "begun"),
    "submitted": pgettext_lazy("applications", "submitted"),
    "admitted": pgettext_lazy("applications", "admitted"),
    "shortlisted": pgettext_lazy("applications", "shortlisted"),
    "accepted": pgettext_lazy("applications", "accepted"),
    "confirmed": pgettext_lazy("applications", "confirmed"),
}
DEFINITIONS: dict[str, str | Promise] = {
    "begun": gettext_lazy("Applications that were begun, whatever became of them."),
    "submitted": gettext_lazy("Submitted at least once, those that were withdrawn later included."),
    "admitted": gettext_lazy("Passed the screening: they went to review."),
    "shortlisted": gettext_lazy("Were on the shortlist; what was accepted without one does not count here."),
    "accepted": gettext_lazy("Were told that they are accepted, those that declined later included."),
    "confirmed": gettext_lazy("Have confirmed their place and not given it back."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its figures in the order of the steps."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one kind of groups."""

    key: str
    title: str
    head: str
    lines: Sequence[Line]


def values_of(steps: Steps) -> list[int]:
    """The figures in the order of the steps."""
    return [getattr(steps, name) for name in STEPS]


def tables_of(funnel: Funnel) -> list[Table]:
    """One table for each kind of groups, the largest groups first; two queries for their names."""
    themes = {theme.pk: theme.name for theme in all_themes()}
    regions = dict(Region.objects.values_list("code", "name"))
    return [
        Table("theme", _("By theme"), _("Theme"), _lines(funnel.themes, themes, _("no theme"))),
        Table("territory", _("By territory"), _("Territory"), _lines(funnel.regions, regions, _("abroad or unknown"))),
        Table("stage", _("By stage"), _("Stage"), _lines(funnel.stages, dict(Stage.choices), _("unknown"))),
        Table("origin", _("By how they came"), _("How it came"), _lines(funnel.origins, dict(Origin.choices), "")),
    ]


def _lines(groups: Sequence[Group], names: Mapping[Any, Any], nothing: str) -> list[Line]:
    found = [
        Line(str(names.get(group.key, group.key)) if group.key != "" else nothing, values_of(group.steps))
        for group in groups
    ]
    return sorted(found, key=lambda line: (-line.values[0], line.name))


def as_rows(funnel: Funnel) -> Iterator[Row]:
    """The whole first, then every group."""
    yield _row("all", "", values_of(funnel.whole))
    for table in tables_of(funnel):
        for line in table.lines:
            yield _row(table.key, line.name, line.values)


def _row(group: str, name: str, values: Sequence[int]) -> Row:
    return {"group": group, "name": name, **dict(zip(STEPS, map(str, values), strict=True))}
