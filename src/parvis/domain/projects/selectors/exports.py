"""Projects as rows of a table, for whoever wants to go on working with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from parvis.domain.projects.enums import Role
from parvis.domain.projects.models import Participation, Project
from parvis.domain.projects.selectors.projects import in_order

TOGETHER = 500
"""Projects read at a time."""

FIRST = ("code", "acronym", "title_fr", "title_en", "year", "scheme", "programme", "programme_name")
LAST = ("starts_on", "ends_on", "funding", "is_health", "source", "source_on", "slug")
SAID = (*FIRST, *LAST)
SHOWN = ("project_id", "name", "role", "organisation_id", "region_id")
COLUMNS = (*FIRST, "coordinator", "participants", "organisation_ids", "regions", *LAST)
"""The columns of an export, in their order."""

Row = dict[str, str]


def export_rows(projects: QuerySet[Project], limit: int) -> Iterator[Row]:
    """One row for each project, in their order; several values of one column are joined by a bar.

    `participants` are the names as they were given, `organisation_ids` the organisations of the directory to which
    they are tied, as exports of the directory number them.
    """
    ids = list(projects.values_list("pk", flat=True)[:limit])
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        said = {row["pk"]: row for row in Project.objects.filter(pk__in=some).order_by("pk").values("pk", *SAID)}
        who = _participations(some)
        yield from (_row(said[pk], who[pk]) for pk in some if pk in said)


def _participations(ids: Sequence[int]) -> dict[int, list[Participation]]:
    """Who took part in these projects, coordinators first; only what an export shows."""
    found: dict[int, list[Participation]] = defaultdict(list)
    for row in in_order(Participation.objects.filter(project__in=ids)).only(*SHOWN):
        found[row.project_id].append(row)
    return found


def _row(said: dict[str, Any], rows: Sequence[Participation]) -> Row:
    return {
        **{name: _text(said[name]) for name in SAID},
        "coordinator": _joined(row.name for row in rows if row.role == Role.COORDINATOR),
        "participants": _joined(row.name for row in rows),
        "organisation_ids": _joined(str(row.organisation_id) for row in rows if row.organisation_id),
        "regions": _joined(row.region_id for row in rows if row.region_id),
    }


def _text(value: object) -> str:
    """A value as programs read it; nothing where there is none."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _joined(texts: Iterable[str]) -> str:
    """Texts joined by a bar, each once; a bar of their own becomes a slash."""
    return "|".join(dict.fromkeys(text.replace("|", "/") for text in texts))
