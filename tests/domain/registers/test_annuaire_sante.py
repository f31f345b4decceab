"""Annuaire Santé: resources after its public profile, in a bundle and one a line; the organisations are invented."""

import datetime as dt
import json

import pytest

from parvis.core.errors import SourceRecordError
from parvis.domain.registers.facts import NameFact, ParentFact
from parvis.domain.registers.importers import annuaire_sante
from parvis.domain.registers.registry import NoOrganisation, importers
from parvis.domain.sources.services.parsing import parse

NOS = "https://mos.esante.gouv.fr/NOS"
CODES = "https://hl7.fr/ig/fhir/core/CodeSystem"


def numbered(code, system, value):
    kind = {"coding": [{"system": f"{CODES}/fr-core-cs-v2-0203", "code": code}]}
    return {"use": "official", "type": kind, "system": system, "value": value}


def typed(system, code):
    return {"coding": [{"system": system, "code": code}]}


SITE = {
    "resourceType": "Organization",
    "id": "000001DP",
    "meta": {"versionId": "2", "lastUpdated": "2026-03-04T05:06:07.000+01:00"},
    "language": "fr",
    "identifier": [
        numbered("IDNST", "urn:oid:1.2.250.1.71.4.2.2", "1380000000"),
        numbered("FINEG", "https://finess.esante.gouv.fr", "380000000"),
        numbered("SIRET", "https://sirene.fr", "90000000100017"),
        numbered("INTRN", "https://rppsrang.esante.gouv.fr", "F380000000"),
    ],
    "active": True,
    "type": [
        typed(f"{CODES}/fr-core-cs-v2-3307", "GEOGRAPHICAL-ENTITY"),
        typed(f"{NOS}/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite", "SA01"),
        typed(f"{NOS}/TRE_R75-InseeNAFrev2Niveau5/FHIR/TRE-R75-InseeNAFrev2Niveau5", "86.10Z"),
    ],
    "name": "CH DES TROIS VALLEES",
    "alias": ["HOPITAL DES TROIS VALLEES"],
    "telecom": [{"system": "phone", "value": "0400000000"}, {"system": "url", "value": "www.ch3v.example"}],
    "address": [
        {
            "extension": [
                {
                    "url": "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code",
                    "valueCoding": {"system": f"{NOS}/TRE_R13-Commune/FHIR/TRE-R13-Commune", "code": "38421"},
                }
            ],
            "_line": [
                {
                    "extension": [
                        {
                            "url": "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber",
                            "valueString": "12",
                        },
                        {
                            "url": "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetNameBase",
                            "valueString": "ALPES",
                        },
                    ]
                }
            ],
            "city": "LA TRONCHE",
            "postalCode": "38400",
        }
    ],
}
ENTITY = {
    **SITE,
    "id": "000002DP",
    "identifier": [
        numbered("FINEJ", "https://finess.esante.gouv.fr", "380000018"),
        numbered("SIREN", "http://sirene.fr", "900000001"),
    ],
    "type": [typed(f"{CODES}/fr-core-cs-v2-3307", "LEGAL-ENTITY")],
    "name": "Établissements des trois vallées",
    "address": [{"line": ["1 rue Neuve", "BP 3"], "city": "Grenoble", "postalCode": "38000"}],
}
DOCTOR = {"resourceType": "Practitioner", "id": "P1", "name": [{"family": "INVENTE"}]}


def bundle(tmp_path, *resources):
    path = tmp_path / "bundle.json"
    entries = [{"fullUrl": f"https://gateway.example/{r['resourceType']}/{r['id']}", "resource": r} for r in resources]
    content = {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": [{"relation": "next", "url": "x"}],
        "entry": entries,
    }
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


def lines(tmp_path, *resources):
    path = tmp_path / "organizations.ndjson"
    path.write_text("".join(json.dumps(resource) + "\n" for resource in resources), encoding="utf-8")
    return path


def parsed(path):
    return parse(importers.get("annuaire_sante"), path, None, lambda *_: None)


@pytest.mark.parametrize("written", [bundle, lines])
def test_organisations_are_read_from_bundles_and_lines(tmp_path, written):
    found = parsed(written(tmp_path, SITE, DOCTOR, ENTITY))
    site, entity = (record.facts for record in found.records)
    assert (found.read, [reason for _line, reason in found.skipped]) == (3, ["other_resource"])
    assert found.records[0].source_on == dt.date(2026, 3, 4)
    assert (site.key, site.name, site.kind, site.scope) == (
        "1380000000",
        "CH des Trois Vallees",
        "hospital",
        "establishment",
    )
    assert site.names == (NameFact("Hopital des Trois Vallees", "alias"),)
    assert site.identifiers == (("finess", "380000000"), ("siret", "90000000100017"))
    assert (site.address, site.insee, site.city, site.website) == (
        "12 Alpes",
        "38421",
        "La Tronche",
        "http://www.ch3v.example",
    )
    assert (entity.key, entity.scope, entity.address) == ("000002DP", "entity", "1 rue Neuve BP 3")
    assert entity.identifiers == (("finess_ej", "380000018"), ("siren", "900000001"))


@pytest.mark.parametrize("written", [bundle, lines])
def test_a_site_is_part_of_the_entity_that_the_file_holds(tmp_path, written):
    part = {**SITE, "partOf": {"reference": "Organization/000002DP"}}
    elsewhere = {**SITE, "id": "000003DP", "identifier": [], "partOf": {"reference": "Organization/999"}}
    tied, free, _entity = (record.facts for record in parsed(written(tmp_path, part, elsewhere, ENTITY)).records)
    assert tied.parents == (ParentFact("part", (("finess_ej", "380000018"), ("siren", "900000001"))),)
    assert (free.key, free.parents) == ("000003DP", ())


def test_lines_of_bad_resources_are_named(tmp_path):
    wrong = {**SITE, "identifier": [numbered("FINEG", "https://finess.esante.gouv.fr", "380000001")]}
    found = parsed(lines(tmp_path, SITE, wrong, SITE))
    assert [(refusal.line, refusal.column) for refusal in found.refused] == [(2, "identifier"), (3, "")]


def test_practices_of_one_person_and_nameless_resources_bring_nothing():
    practice = [typed(f"{NOS}/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite", "SA07")]
    for change, reason in (({"type": practice}, "natural_person"), ({"name": " "}, "unnamed")):
        with pytest.raises(NoOrganisation) as raised:
            annuaire_sante.read({**SITE, **change})
        assert raised.value.reason == reason


def test_odd_resources_do_no_harm():
    facts = annuaire_sante.read(
        {**SITE, "active": False, "address": "Paris", "telecom": [1], "alias": None, "type": {}}
    )
    assert (facts.status, facts.city, facts.country, facts.names) == ("closed", "", "", ())
    assert annuaire_sante.dated({"meta": {"lastUpdated": "soon"}}) is None
    with pytest.raises(SourceRecordError) as raised:
        annuaire_sante.read({**SITE, "id": None, "identifier": []})
    assert raised.value.column == "id"
