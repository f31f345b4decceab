"""The registers of projects that parvis can import, with what their licences ask us to say."""

from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.registry import SourceInfo, sources
from parvis.domain.projects.importers import anr, cordis
from parvis.domain.projects.registry import ProjectRegister, Table, project_registers
from parvis.domain.registers.known import OPEN_LICENCE

REGISTERS = (
    ProjectRegister(
        code="anr",
        short="ANR",
        name=_("ANR, the French national research agency"),
        licence=OPEN_LICENCE,
        url="https://anr.fr/",
        prefix="anr",
        tables=(
            Table(_("projects"), anr.PROJECTS, anr.read_project),
            Table(_("participations"), anr.PARTICIPATIONS, anr.read_participation),
        ),
    ),
    ProjectRegister(
        code="cordis_projects",
        short="CORDIS",
        name=_("CORDIS, the projects of the European research programmes"),
        licence="CC BY 4.0",
        url="https://cordis.europa.eu/",
        prefix="cordis",
        tables=(
            Table(_("projects"), cordis.PROJECTS, cordis.read_project),
            Table(_("participations"), cordis.PARTICIPATIONS, cordis.read_participation),
        ),
    ),
)


def declare() -> None:
    """Register them, and each as a source; calling it twice is harmless."""
    for register in REGISTERS:
        project_registers.register(register.code, register)
        sources.register(register.code, SourceInfo(register.short, register.url, register.licence))
