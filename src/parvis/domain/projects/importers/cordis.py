"""CORDIS, the projects of the European research programmes: "project.csv" and "organization.csv" of one archive.

Values are separated by semicolons as the Commission publishes them; amounts have a comma or a point.
"""

from django.utils.translation import gettext as _

from parvis.core.errors import SourceRecordError
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.identifiers import siren_of_vat
from parvis.domain.projects.enums import Role
from parvis.domain.projects.facts import ParticipationFacts, ProjectFacts
from parvis.domain.projects.importers import cells as c
from parvis.domain.projects.registry import Said
from parvis.domain.registers.importers.cells import Cells, needed, number_if_valid, readable, text

PROJECTS = ("id", "acronym", "title", "startDate", "endDate", "ecMaxContribution", "frameworkProgramme", "objective")
PARTICIPATIONS = ("projectID", "organisationID", "name", "city", "country", "role", "ecContribution")

COORDINATOR = "coordinator"
HEALTH = ("H2020-EU.3.1.", "HORIZON.2.1")
"""How the legal basis of projects begins that the programmes count as health."""


def read_project(cells: Cells) -> Said:
    """One project. The year is that of the signature of its grant or, where that is missing, of its beginning."""
    code = needed(cells, "id")
    starts_on = c.day(cells, "startDate")
    signed_on = c.day(cells, "ecSignatureDate") or starts_on
    if signed_on is None:
        raise SourceRecordError(_("The value is missing."), column="startDate")
    project = ProjectFacts(
        code=c.short(cells, "id", 40),
        acronym=c.short(cells, "acronym", 200) or code,
        title_en=c.short(cells, "title", 500),
        abstract_en=text(cells, "objective"),
        scheme=c.short(cells, "frameworkProgramme", 60),
        programme=c.short(cells, "fundingScheme", 40),
        year=signed_on.year,
        starts_on=starts_on,
        ends_on=c.day(cells, "endDate"),
        funding=c.euros(cells, "ecMaxContribution"),
        is_health=text(cells, "legalBasis").startswith(HEALTH),
        terms=c.short(cells, "topics", 500),
    )
    return project, None


def read_participation(cells: Cells) -> Said:
    """Who took part. An organisation may do so twice in a project, in two places or two roles."""
    pic = needed(cells, "organisationID")
    role = text(cells, "role")
    participation = ParticipationFacts(
        project=needed(cells, "projectID"),
        key=f"{pic}-{text(cells, 'order') or role}"[:60],
        name=readable(c.short(cells, "name", 300) or needed(cells, "name")),
        role=Role.COORDINATOR if role == COORDINATOR else Role.PARTNER,
        city=readable(c.short(cells, "city", 120)),
        country=c.country_code(cells, "country"),
        category=c.short(cells, "activityType", 100),
        identifiers=tuple(_numbers(cells, pic)),
        grant=c.euros(cells, "ecContribution"),
    )
    return None, participation


def _numbers(cells: Cells, pic: str) -> list[tuple[str, str]]:
    """The number of the Commission first, then the SIREN in a French VAT number; wrong ones are left out."""
    found = [(Scheme.PIC.value, number_if_valid(Scheme.PIC, pic))]
    vat = number_if_valid(Scheme.VAT, text(cells, "vatNumber"))
    found.append((Scheme.SIREN.value, siren_of_vat(vat) if vat.startswith("FR") else ""))
    return [(scheme, number) for scheme, number in found if number]
