"""Legal entities of FINESS: a file after the published form, with invented entities."""

import datetime as dt

import pytest

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.facts import NameFact
from parvis.domain.registers.registry import importers
from parvis.domain.sources.services.parsing import parse

FIRST = "finess;etalab;93;2026-05-12"
HOSPITAL = (
    "structureej;380000018;CH DES TROIS VALLEES;CENTRE HOSPITALIER DES TROIS VALLÉES;;12;AV;DES ALPES;B;;CS 20100;421;"
    "38401 LA TRONCHE CEDEX 2;38;ISERE;0400000000;13;Etablissement Public Communal d'Hospitalisation;355;"
    "Centre Hospitalier (C.H.);900000001;8610Z;2001-01-01"
)
COMPANY = (
    "structureej;970100012;PALMES SA;;;;;;;;MORNE BLEU;101;97139 LES ABYMES;9A;GUADELOUPE;;73;Société Anonyme (S.A.);;;"
    "123;8730A;2001-01-01"
)


def file_of(tmp_path, *lines):
    path = tmp_path / "etalab-cs1100501-stock.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def parsed(tmp_path, *lines):
    return parse(importers.get("finess_entities"), file_of(tmp_path, *lines), None, lambda *_: None)


def test_an_entity_is_read_with_its_numbers_and_address(tmp_path):
    (record,) = parsed(tmp_path, FIRST, HOSPITAL).records
    facts = record.facts
    assert (record.source_on, facts.key, facts.kind, facts.scope) == (
        dt.date(2026, 5, 12),
        "380000018",
        "hospital",
        "entity",
    )
    assert (facts.name, facts.names) == (
        "Centre Hospitalier des Trois Vallées",
        (NameFact("CH des Trois Vallees", "alias"),),
    )
    assert facts.identifiers == (("finess_ej", "380000018"), ("siren", "900000001"))
    assert (facts.address, facts.postcode, facts.city, facts.insee) == (
        "12 B Av des Alpes",
        "38401",
        "La Tronche",
        "38421",
    )
    assert facts.notes == (("category", "Centre Hospitalier (C.H.)"), ("legal_status", "public"))
    assert facts.founded_year is None


def test_an_entity_says_only_what_the_line_says(tmp_path):
    facts = parsed(tmp_path, FIRST, COMPANY).records[0].facts
    assert (facts.name, facts.names, facts.kind, facts.identifiers) == (
        "Palmes SA",
        (),
        "",
        (("finess_ej", "970100012"),),
    )
    assert (facts.insee, facts.notes) == ("97101", (("category", "Société Anonyme (S.A.)"),))


def test_bad_lines_are_named_with_what_was_expected(tmp_path):
    wrong = HOSPITAL.replace(";380000018;", ";380000019;")
    found = parsed(tmp_path, FIRST, HOSPITAL, wrong, "structureej;380000026;short", "structureet;1")
    assert [(refusal.line, refusal.column) for refusal in found.refused] == [(3, "nofiness"), (4, ""), (5, "")]
    assert found.refused[1].message == "The line has 2 values; 22 are expected."
    assert found.refused[2].message == "A line begins with “structureej” here."


def test_a_file_whose_first_line_has_no_day_is_of_the_day_that_is_given(tmp_path):
    assert parsed(tmp_path, "finess;etalab", COMPANY).records[0].source_on is None


def test_another_file_is_refused_as_a_whole(tmp_path):
    with pytest.raises(SourceUnusable, match="Is it a file of FINESS"):
        parsed(tmp_path, "nofiness;rs", COMPANY)
