"""CORDIS: a file with the columns of "organization.csv"; the organisations are invented."""

import csv
import datetime as dt
import gzip
from pathlib import Path

import pytest

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import NameFact
from parvis.domain.registers.registry import importers
from parvis.domain.sources.services.parsing import parse

ROW = {
    "projectID": "101000001",
    "projectAcronym": "EXAMPLE",
    "organisationID": "900000001",
    "vatNumber": "FR68900000001",
    "name": "INSTITUT DES DONNEES DE SANTE",
    "shortName": "IDS",
    "SME": "false",
    "activityType": "REC",
    "street": "12 AVENUE DES ALPES",
    "postCode": "38400",
    "city": "LA TRONCHE",
    "country": "FR",
    "nutsCode": "FRK24",
    "geolocation": "45.1787,5.76281",
    "organizationURL": "http://www.ids.example",
    "contactForm": "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/contact-form/PROJECT/1/900000001",
    "contentUpdateDate": "2022-03-01 10:00:00",
    "rcn": "1",
    "order": "1",
    "role": "coordinator",
    "ecContribution": "100000",
    "netEcContribution": "100000",
    "totalCost": "100000",
    "endOfParticipation": "false",
    "active": "",
}


def file_of(tmp_path, rows, *, separator=";", packed=False):
    path = tmp_path / "organization.csv"
    opener = gzip.open if packed else Path.open
    with opener(path, "wt", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


def parsed(path):
    return parse(importers.get("cordis"), path, None, lambda *_: None)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("separator", [";", ","])
def test_an_organisation_is_read_once_by_its_newest_row(tmp_path, separator, packed):
    newer = {**ROW, "projectID": "101000002", "street": "1 RUE NEUVE", "contentUpdateDate": "2024-05-06 08:00:00"}
    older = {**ROW, "projectID": "700001", "contentUpdateDate": "2019-01-01 08:00:00"}
    found = parsed(file_of(tmp_path, [ROW, newer, older, newer], separator=separator, packed=packed))
    (record,) = found.records
    facts = record.facts
    assert (record.line, record.source_on, facts.key) == (3, dt.date(2024, 5, 6), "900000001")
    assert (facts.name, facts.kind, facts.scope) == ("Institut des Donnees de Sante", "research", "entity")
    assert facts.names == (NameFact("IDS", "acronym"),)
    assert facts.identifiers == (("pic", "900000001"), ("vat", "FR68900000001"))
    assert (facts.address, facts.city, facts.latitude) == ("1 Rue Neuve", "La Tronche", 45.1787)
    assert (facts.website, facts.notes) == ("http://www.ids.example", (("eu_projects", "3"),))


def test_organisations_of_other_countries_are_left_out(tmp_path):
    found = parsed(
        file_of(tmp_path, [{**ROW, "country": "DE"}, {**ROW, "organisationID": "900000002", "country": "RE"}])
    )
    assert (found.skipped, [record.facts.country for record in found.records]) == ([(2, "abroad")], ["FR"])


def test_bad_rows_are_named(tmp_path):
    rows = [
        {**ROW, "organisationID": "12"},
        {**ROW, "organisationID": "900000002", "geolocation": "north,5"},
        {**ROW, "organisationID": "900000000", "name": ""},
    ]
    path = file_of(tmp_path, rows)
    found = parsed(path)
    path.write_text(path.read_text(encoding="utf-8-sig") + "1;2;3\n", encoding="utf-8")
    assert parsed(path).refused[0].message.startswith("The line has 3 values")
    assert [(r.line, r.column) for r in found.refused] == [(2, "organisationID"), (3, "geolocation"), (4, "name")]


def test_the_file_of_projects_is_not_taken_for_that_of_organisations(tmp_path):
    project = {"id": "1", "acronym": "A", "title": "T", "startDate": "2024-01-01", "objective": "O"}
    with pytest.raises(SourceUnusable, match="This is the file of projects"):
        parsed(file_of(tmp_path, [project]))
