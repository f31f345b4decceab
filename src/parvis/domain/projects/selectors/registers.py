"""The registers of projects that are in use: what their licences ask us to say, and what their rows became."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max

from parvis.domain.projects.models import Participation, Project, ProjectImport
from parvis.domain.projects.registry import ProjectRegister, project_registers


@dataclass(frozen=True, slots=True)
class ProjectRegisterView:
    """A register of projects: the rows of its last import, and what stands here of all of them.

    `tied` are the participations whose organisation is in the directory, `organisations` how many these are.
    """

    register: ProjectRegister
    rows: int
    projects: int
    participations: int
    tied: int
    organisations: int
    as_of: dt.date | None

    @property
    def untied(self) -> int:
        """Participations that stay names."""
        return self.participations - self.tied


def project_registers_in_use() -> list[ProjectRegisterView]:
    """Registers of which public projects stand here, by their codes; three queries."""
    public = Project.objects.filter(is_public=True).order_by()
    known = public.values_list("source").annotate(Count("pk"), Max("source_on"))
    projects = {source: (number, day) for source, number, day in known}
    rows = Participation.objects.filter(project__is_public=True).order_by().values_list("project__source")
    organisation = "organisation_id"
    counted = rows.annotate(all=Count("pk"), tied=Count(organisation), apart=Count(organisation, distinct=True))
    ties = {source: figures for source, *figures in counted}
    read = dict(_rows_read(ProjectImport.objects.order_by("turn").values_list("source", "counts")))
    found = []
    for code in sorted(projects):
        number, day = projects[code]
        participations, tied, organisations = ties.get(code, (0, 0, 0))
        register = project_registers.find(code)
        if register:
            rows_read = read.get(code, 0)
            found.append(ProjectRegisterView(register, rows_read, number, participations, tied, organisations, day))
    return found


def _rows_read(imports: Iterable[tuple[str, dict[str, int]]]) -> Iterable[tuple[str, int]]:
    """The rows of each import; of several of a register the last one counts."""
    return ((source, counts.get("read", 0)) for source, counts in imports)
