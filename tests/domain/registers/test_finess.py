"""FINESS: a file after the published form, with invented establishments."""

import datetime as dt

import pytest

from parvis.core.errors import SourceRecordError, SourceUnusable
from parvis.domain.registers.facts import NameFact, ParentFact, Refusal
from parvis.domain.registers.importers import finess
from parvis.domain.registers.positions import from_lambert_93
from parvis.domain.registers.registry import importers
from parvis.domain.sources.services.parsing import parse

FIRST = "finess;etalab;111;2026-05-12"
HOSPITAL = (
    "structureet;380000000;380000018;CH DES TROIS VALLEES;CENTRE HOSPITALIER DES TROIS VALLÉES;;;12;AV;DES ALPES;B;;"
    "421;38;ISERE;38401 LA TRONCHE CEDEX 2;0400000000;0400000001;355;Centre Hospitalier (C.H.);1102;"
    "Centres Hospitaliers;90000000100017;8610Z;03;ARS;1;Etablissement public de santé;1979-02-13;1979-02-13;2020-02-04;"
)
ISLAND = (
    'structureet;970100004;970100012;CENTRE ""PALMES"";;;;;;MORNE BLEU;;;101;9A;GUADELOUPE;97139 LES ABYMES;;;223;'
    "Protection Maternelle et Infantile (P.M.I.);2202;Etablissements de PMI et de Planification familiale;;8899B;;;;;"
    "1900-01-01;;2019-01-01;"
)
PLACES = (
    "geolocalisation;380000000;915485.6;6459466.1;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2026-05-11",
    "geolocalisation;970100004;655432.1;1798765.4;1,ATLASANTE,51,IGN,BD_ADRESSE,V2.2,UTM_N20;2026-05-11",
)


def file_of(tmp_path, *lines, encoding="utf-8"):
    path = tmp_path / "etalab-cs1100507-stock.csv"
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def parsed(tmp_path, *lines, **options):
    return parse(importers.get("finess"), file_of(tmp_path, *lines, **options), None, lambda *_: None)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
def test_an_establishment_is_read_with_its_entity_and_position(tmp_path, encoding):
    found = parsed(tmp_path, FIRST, HOSPITAL, ISLAND, *PLACES, encoding=encoding)
    record = found.records[0]
    facts = record.facts
    assert (record.line, record.source_on, facts.key, facts.kind) == (2, dt.date(2026, 5, 12), "380000000", "hospital")
    assert facts.name == "Centre Hospitalier des Trois Vallées"
    assert facts.names == (NameFact("CH des Trois Vallees", "alias"),)
    numbers = (("finess_ej", "380000018"), ("siren", "900000001"))
    assert facts.parents == (ParentFact("part", numbers),)
    assert facts.identifiers == (("finess", "380000000"), numbers[0], ("siret", "90000000100017"), numbers[1])
    assert (facts.address, facts.postcode, facts.city) == ("12 B Av des Alpes", "38401", "La Tronche")
    assert (facts.insee, facts.latitude, facts.longitude) == ("38421", 45.2008, 5.745)
    assert (facts.precision, facts.founded_year, facts.scope) == ("address", 1979, "establishment")
    assert facts.notes == (("category", "Centre Hospitalier (C.H.)"), ("legal_status", "public"))


def test_overseas_establishments_have_their_commune_and_no_position(tmp_path):
    facts = parsed(tmp_path, FIRST, HOSPITAL, ISLAND, *PLACES).records[1].facts
    assert (facts.name, facts.insee, facts.postcode, facts.latitude) == ('Centre "Palmes"', "97101", "97139", None)
    assert (facts.kind, facts.identifiers) == ("", (("finess", "970100004"), ("finess_ej", "970100012")))


def test_bad_lines_are_named_with_what_was_expected(tmp_path):
    wrong = HOSPITAL.replace("380000000;", "380000001;")
    found = parsed(tmp_path, FIRST, HOSPITAL, wrong, "structureet;380000026;short", "other;1", HOSPITAL)
    assert [(r.line, r.column) for r in found.refused] == [(3, "nofinesset"), (4, ""), (5, ""), (6, "")]
    messages = [refusal.message for refusal in found.refused]
    assert "its check digit is wrong" in messages[0]
    assert messages[1] == "The line has 2 values; 31 are expected."
    assert "“structureet” or “geolocalisation”" in messages[2]
    assert messages[3] == "The number “380000000” is on line 2 already."
    assert (len(found.records), isinstance(found.refused[1], Refusal)) == (1, True)


def test_what_a_line_does_not_say_is_left_empty(tmp_path):
    plain = HOSPITAL.replace("38401 LA TRONCHE CEDEX 2", "LA TRONCHE").replace(";421;38;", ";;38;")
    facts = parsed(tmp_path, "finess;etalab;111;some day", plain.replace("CH DES TROIS", '"CH ""DES"" TROIS"')).records[
        0
    ]
    assert (facts.facts.postcode, facts.facts.city, facts.facts.insee, facts.source_on) == ("", "La Tronche", "", None)
    wrong = PLACES[0].replace("915485.6", "east")
    assert parsed(tmp_path, FIRST, HOSPITAL, wrong).records[0].facts.latitude is None


def test_another_file_is_refused_as_a_whole(tmp_path):
    with pytest.raises(SourceUnusable, match="does not begin with “finess;etalab”"):
        parsed(tmp_path, "nofinesset;rs", "380000000;CH")
    with pytest.raises(SourceRecordError) as raised:
        finess.read({"nofinesset": "380000000"})
    assert raised.value.column == "nofinessej"


@pytest.mark.parametrize(
    ("metres", "degrees"),
    [
        ((700000, 6600000), (46.5, 3.0)),
        ((648237.3015, 6862271.6816), (48.8584, 2.2945)),
        ((1228543.3, 6199453.9), (42.7003, 9.45)),
    ],
)
def test_metres_become_degrees(metres, degrees):
    assert [round(value, 5) for value in from_lambert_93(*metres)] == [
        pytest.approx(value, abs=2e-5) for value in degrees
    ]


def test_metres_outside_of_metropolitan_france_become_nothing():
    assert (from_lambert_93(0, 0), from_lambert_93(700000, 9e9)) == (None, None)
