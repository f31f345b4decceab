"""Projects of the European programmes, as the Commission publishes them."""

import csv
import datetime as dt
from decimal import Decimal

import pytest

from parvis.domain.projects.enums import Basis, Role
from parvis.domain.projects.models import Participation, Project
from parvis.domain.projects.services.importing import import_projects
from tests.factories.directory import IdentifierFactory
from tests.factories.reference import CommuneFactory

pytestmark = pytest.mark.django_db

PROJECT = {
    "id": "820971",
    "acronym": "ROBOMINERS",
    "status": "CLOSED",
    "title": "Resilient Bio-inspired Modular Robotic Miners",
    "startDate": "2019-06-01",
    "endDate": "2023-11-30",
    "ecMaxContribution": "7431100,5",
    "legalBasis": "H2020-EU.3.5.",
    "topics": "SC5-09-2018-2019",
    "ecSignatureDate": "2018-12-20",
    "frameworkProgramme": "H2020",
    "fundingScheme": "RIA",
    "objective": "Robots that mine.",
}
COORDINATOR = {
    "projectID": "820971",
    "organisationID": "999990267",
    "vatNumber": "FR96552100554",
    "name": "UNIVERSIDAD POLITECNICA DE MADRID",
    "activityType": "HES",
    "city": "Paris",
    "country": "FR",
    "order": "1",
    "role": "coordinator",
    "ecContribution": "2141875.0",
}
PARTNER = {
    **COORDINATOR,
    "organisationID": "1",
    "vatNumber": "",
    "name": "National Technical University",
    "country": "EL",
    "order": "2",
    "role": "thirdParty",
    "ecContribution": "",
}


def import_cordis(folder, projects=(PROJECT,), participations=(COORDINATOR, PARTNER)):
    paths = []
    for name, rows in (("project.csv", projects), ("organization.csv", participations)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
        paths.append(folder / name)
    return import_projects(actor=None, source="cordis_projects", paths=paths)


def test_project_and_who_took_part_are_there(tmp_path):
    CommuneFactory()
    assert import_cordis(tmp_path).refused == []
    project = Project.objects.get()
    assert (project.slug, project.acronym, project.year) == ("cordis-820971", "ROBOMINERS", 2018)
    assert (project.starts_on, project.ends_on) == (dt.date(2019, 6, 1), dt.date(2023, 11, 30))
    assert (project.funding, project.scheme, project.programme) == (Decimal("7431100.50"), "H2020", "RIA")
    assert (project.title_en, project.abstract_en) == (PROJECT["title"], "Robots that mine.")
    assert (project.is_health, project.terms) == (False, "SC5-09-2018-2019")
    first, second = Participation.objects.order_by("role")
    assert (first.role, first.name, first.region_id) == (Role.COORDINATOR, "Universidad Politecnica de Madrid", "11")
    assert first.identifiers == [["pic", "999990267"], ["siren", "552100554"]]
    assert (first.grant, second.grant) == (Decimal("2141875.00"), None)
    assert (second.role, second.country, second.identifiers, second.key) == (Role.PARTNER, "GR", [], "1-2")


def test_number_of_the_commission_ties(tmp_path):
    number = IdentifierFactory(scheme="pic", value="999990267")
    import_cordis(tmp_path)
    tied = Participation.objects.exclude(organisation=None).get()
    assert (tied.organisation_id, tied.basis) == (number.organisation_id, Basis.NUMBER)


@pytest.mark.parametrize("basis", ["H2020-EU.3.1.", "H2020-EU.3.1.5.", "HORIZON.2.1"])
def test_health_is_known_by_the_legal_basis(tmp_path, basis):
    import_cordis(tmp_path, projects=({**PROJECT, "legalBasis": basis, "ecSignatureDate": ""},))
    assert (Project.objects.get().is_health, Project.objects.get().year) == (True, 2019)


@pytest.mark.parametrize(
    ("row", "changes", "column", "message"),
    [
        ("project", {"startDate": "", "ecSignatureDate": ""}, "startDate", "The value is missing."),
        ("organization", {"country": "France"}, "country", "“France” is not the code of a country"),
        ("organization", {"name": ""}, "name", "The value is missing."),
    ],
)
def test_bad_line_is_named(tmp_path, row, changes, column, message):
    projects = [{**PROJECT, **changes}] if row == "project" else [PROJECT]
    participations = [{**COORDINATOR, **changes}] if row == "organization" else [COORDINATOR]
    refused = import_cordis(tmp_path, projects, participations).refused[0]
    assert (refused.file, refused.line, refused.column) == (f"{row}.csv", 2, column)
    assert refused.message.startswith(message)
