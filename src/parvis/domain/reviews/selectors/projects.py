"""Past projects in which organisations worked together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from parvis.core import clock
from parvis.domain.projects.models import Participation

SHOWN = 3
"""Projects that a reason names; it counts them all."""


@dataclass(slots=True)
class Shared:
    """What two organisations did together."""

    projects: dict[int, tuple[str, int]] = field(default_factory=dict)

    @property
    def newest(self) -> list[dict[str, object]]:
        """The last ones by name and year."""
        rows = sorted(self.projects.values(), key=lambda row: (-row[1], row[0]))
        return [{"name": name, "year": year} for name, year in rows[:SHOWN]]


def shared_projects(first: Collection[int], second: Collection[int], years: int) -> dict[tuple[int, int], Shared]:
    """By pair of organisations, the projects that ran in the last so many years; two queries."""
    if not first or not second:
        return {}
    since = clock.today().year - years
    running = Q(project__ends_on__gte=dt.date(since, 1, 1)) | Q(project__ends_on=None, project__year__gte=since)
    rows = Participation.objects.filter(running, organisation__in=second).order_by("id")
    columns = ("organisation_id", "project_id", "project__acronym", "project__year", "project__ends_on")
    others: dict[int, set[int]] = defaultdict(set)
    said: dict[int, tuple[str, int]] = {}
    for organisation_id, project_id, acronym, year, ends_on in rows.values_list(*columns):
        others[project_id].add(organisation_id)
        said[project_id] = (acronym, ends_on.year if ends_on else year)
    found: dict[tuple[int, int], Shared] = defaultdict(Shared)
    mine = Participation.objects.filter(organisation__in=first, project__in=others).order_by("id")
    for organisation_id, project_id in mine.values_list("organisation_id", "project_id"):
        for other in others[project_id]:
            if other != organisation_id:
                found[organisation_id, other].projects[project_id] = said[project_id]
    return dict(found)
