"""Projects in which organisations work together, or did: those of registers, and joint projects of the campus."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from parvis.core import clock
from parvis.domain.joint_projects.enums import LIVING
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.consent import public_projects
from parvis.domain.joint_projects.selectors.projects import ties_between
from parvis.domain.projects.models import Participation

REGISTER, JOINT = "register", "joint"
"""Where a project is on record."""

SHOWN = 3
"""Projects that a reason names; it counts them all."""


@dataclass(slots=True)
class Shared:
    """What two organisations did together."""

    projects: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)

    @property
    def newest(self) -> list[dict[str, object]]:
        """The last ones by name and year; one without a name is not for everyone to read of."""
        rows = sorted(self.projects.values(), key=lambda row: (-row[1], row[0]))
        return [{"name": name, "year": year} for name, year in rows[:SHOWN]]


Found = dict[tuple[int, int], Shared]


def shared_projects(first: Collection[int], second: Collection[int], years: int) -> Found:
    """By pair of organisations, the projects that ran in the last so many years, or go on; five queries at most.

    One that is on record in a register and as a joint project counts once.
    """
    if not first or not second:
        return {}
    found: Found = defaultdict(Shared)
    since = clock.today().year - years
    _of_registers(found, first, second, since)
    _of_campus(found, first, second, since)
    return dict(found)


def _of_registers(found: Found, first: Collection[int], second: Collection[int], since: int) -> None:
    running = Q(project__ends_on__gte=dt.date(since, 1, 1)) | Q(project__ends_on=None, project__year__gte=since)
    rows = Participation.objects.filter(running, organisation__in=second).order_by("id")
    columns = ("organisation_id", "project_id", "project__acronym", "project__year", "project__ends_on")
    others: dict[int, set[int]] = defaultdict(set)
    said: dict[int, tuple[str, int]] = {}
    for organisation_id, project_id, acronym, year, ends_on in rows.values_list(*columns):
        others[project_id].add(organisation_id)
        said[project_id] = (acronym, ends_on.year if ends_on else year)
    mine = Participation.objects.filter(organisation__in=first, project__in=others).order_by("id")
    for organisation_id, project_id in mine.values_list("organisation_id", "project_id"):
        for other in others[project_id]:
            if other != organisation_id:
                found[organisation_id, other].projects[REGISTER, project_id] = said[project_id]


def _of_campus(found: Found, first: Collection[int], second: Collection[int], since: int) -> None:
    """Joint projects that go on, and those that ended since then."""
    ones, others = set(first), set(second)
    ties = ties_between(ones | others)
    ids = {tie.project_id for tie in ties}
    projects = JointProject.objects.in_bulk(ids) if ids else {}
    public = set(public_projects().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    for tie in ties:
        project = projects[tie.project_id]
        if tie.state not in LIVING and project.state_on.year < since:
            continue
        key = (REGISTER, project.register_project_id) if project.register_project_id else (JOINT, project.pk)
        year = tie.since.year if tie.state in LIVING else project.state_on.year
        said = (str(project) if project.pk in public else "", year)
        for one, other in ((tie.first_id, tie.second_id), (tie.second_id, tie.first_id)):
            if one in ones and other in others:
                found[one, other].projects.setdefault(key, said)
