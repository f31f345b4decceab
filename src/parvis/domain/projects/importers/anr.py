"""The Agence nationale de la recherche: its projects, and who took part in them, in two files."""

from parvis.domain.directory.enums import Scheme
from parvis.domain.projects.enums import Role
from parvis.domain.projects.facts import ParticipationFacts, ProjectFacts
from parvis.domain.projects.importers import cells as c
from parvis.domain.projects.registry import Said
from parvis.domain.registers.importers.cells import Cells, needed, number_if_valid, text, year

PROJECTS = ("project_id", "acronym", "year", "action", "programme", "title_fr", "grant_eur", "start", "health")
PARTICIPATIONS = ("project_id", "partner_id", "coordinator", "org_name", "rnsr", "city", "region", "country")

FIRST_YEAR = 2005
"""The agency was founded in this year."""


def read_project(cells: Cells) -> Said:
    """One project. Most have an acronym and no title; only those of the investment plan have an amount."""
    needed(cells, "project_id")
    needed(cells, "year")
    project = ProjectFacts(
        code=c.short(cells, "project_id", 40),
        acronym=c.short(cells, "acronym", 200) or text(cells, "project_id"),
        title_fr=_title(cells),
        abstract_fr=text(cells, "abstract_fr"),
        scheme=c.short(cells, "action", 60),
        programme=c.short(cells, "programme", 40),
        programme_name=c.short(cells, "ces_label", 200),
        year=year(cells, "year", least=FIRST_YEAR),
        starts_on=c.day(cells, "start"),
        funding=c.euros(cells, "grant_eur"),
        is_health=bool(text(cells, "health")),
        terms=c.short(cells, "terms_en_stem", 500),
    )
    return project, None


def _title(cells: Cells) -> str:
    """The title, where it says more than the acronym."""
    title = c.short(cells, "title_fr", 500)
    return "" if title == text(cells, "acronym") else title


def read_participation(cells: Cells) -> Said:
    """Who took part. A row without a name says that someone did, and not who: it brings nothing."""
    needed(cells, "project_id")
    needed(cells, "partner_id")
    name = c.short(cells, "org_name", 300)
    if not name:
        return None, None
    rnsr = number_if_valid(Scheme.RNSR, text(cells, "rnsr"))
    participation = ParticipationFacts(
        project=c.short(cells, "project_id", 40),
        key=c.short(cells, "partner_id", 60),
        name=name,
        role=Role.COORDINATOR if c.flag(cells, "coordinator") else Role.PARTNER,
        city=c.short(cells, "city", 120),
        region=text(cells, "region"),
        country=c.country(cells, "country"),
        category=c.short(cells, "org_category", 100),
        identifiers=((Scheme.RNSR.value, rnsr),) if rnsr else (),
    )
    return None, participation
