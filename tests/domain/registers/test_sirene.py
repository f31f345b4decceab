"""SIRENE: rows with the columns of the stock files, and an answer of the public search; the companies are invented."""

import json

import pytest

from parvis.core.errors import SourceRecordError, SourceUnusable
from parvis.domain.registers.facts import NameFact, ParentFact
from parvis.domain.registers.importers import sirene
from parvis.domain.registers.registry import NoOrganisation, importers
from parvis.domain.sources.services.parsing import parse
from tests.domain.sources.support import written

UNIT = {
    "siren": "900000001",
    "statutDiffusionUniteLegale": "O",
    "unitePurgeeUniteLegale": "",
    "dateCreationUniteLegale": "2014-03-01",
    "sigleUniteLegale": "DN",
    "sexeUniteLegale": "",
    "prenom1UniteLegale": "",
    "etatAdministratifUniteLegale": "A",
    "nomUniteLegale": "",
    "denominationUniteLegale": "DONNEES ET NEURONES",
    "denominationUsuelle1UniteLegale": "DATANEURONE",
    "categorieJuridiqueUniteLegale": "5710",
    "activitePrincipaleUniteLegale": "72.11Z",
    "nicSiegeUniteLegale": "00017",
}
SEAT = {
    "siren": "900000001",
    "nic": "00017",
    "siret": "90000000100017",
    "statutDiffusionEtablissement": "O",
    "etablissementSiege": "true",
    "complementAdresseEtablissement": "",
    "numeroVoieEtablissement": "3",
    "indiceRepetitionEtablissement": "B",
    "typeVoieEtablissement": "RUE",
    "libelleVoieEtablissement": "DES LILAS",
    "codePostalEtablissement": "75013",
    "libelleCommuneEtablissement": "PARIS 13",
    "codeCommuneEtablissement": "75113",
    "etatAdministratifEtablissement": "A",
    "enseigne1Etablissement": "",
    "denominationUsuelleEtablissement": "",
}
SITE = {**SEAT, "siret": "90000000100025", "etablissementSiege": "false", "enseigne1Etablissement": "ATELIER NEURONE"}
FOUND = {
    "siren": "900000001",
    "nom_complet": "DONNEES ET NEURONES (DN)",
    "nom_raison_sociale": "DONNEES ET NEURONES",
    "sigle": "DN",
    "siege": {
        "siret": "90000000100017",
        "adresse": "3 B RUE DES LILAS 75013 PARIS",
        "numero_voie": "3",
        "indice_repetition": "B",
        "type_voie": "RUE",
        "libelle_voie": "DES LILAS",
        "code_postal": "75013",
        "commune": "75113",
        "libelle_commune": "PARIS 13",
        "latitude": "48.8272",
        "longitude": "2.3561",
        "nom_commercial": None,
    },
    "date_creation": "2014-03-01",
    "etat_administratif": "A",
    "nature_juridique": "5710",
    "statut_diffusion": "O",
    "dirigeants": [{"nom": "INVENTEE", "prenoms": "CLAUDE", "qualite": "Gérant"}],
    "complements": {"est_entrepreneur_individuel": False},
    "matching_etablissements": [],
}


def parsed(path):
    return parse(importers.get("sirene"), path, None, lambda *_: None)


def answer(tmp_path, results):
    path = tmp_path / "search.json"
    content = {"results": results, "total_results": len(results), "page": 1, "per_page": 10, "total_pages": 1}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


def test_a_legal_unit_is_read(tmp_path):
    (record,) = parsed(written(tmp_path / "StockUniteLegale.csv", [UNIT])).records
    facts = record.facts
    assert (facts.key, facts.name, facts.kind, facts.status) == (
        "900000001",
        "Donnees et Neurones",
        "company",
        "active",
    )
    assert facts.names == (NameFact("Dataneurone", "alias"), NameFact("DN", "acronym"))
    assert facts.identifiers == (("siren", "900000001"), ("siret", "90000000100017"))
    assert (facts.scope, facts.founded_year) == ("entity", 2014)
    assert sirene.read({**UNIT, "dateCreationUniteLegale": "1900-01-01"}).founded_year is None
    assert sirene.read({**UNIT, "etatAdministratifUniteLegale": "C"}).status == "closed"


@pytest.mark.parametrize(
    ("category", "kind"),
    [("7364", "hospital"), ("7383", "university"), ("9220", "association"), ("7120", "authority"), ("6540", "")],
)
def test_legal_categories_say_what_a_unit_is(category, kind):
    assert sirene.kind_of(category) == kind


def test_persons_and_what_is_not_public_are_left_out(tmp_path):
    person = {**UNIT, "siren": "900000019", "categorieJuridiqueUniteLegale": "1000", "nomUniteLegale": "INVENTE"}
    hidden = {**UNIT, "siren": "900000027", "statutDiffusionUniteLegale": "P", "denominationUniteLegale": "[ND]"}
    found = parsed(written(tmp_path / "units.csv", [UNIT, person, hidden]))
    assert (len(found.records), found.skipped) == (1, [(3, "natural_person"), (4, "not_public")])


def test_a_seat_says_where_the_unit_is_and_other_establishments_are_parts_of_it(tmp_path):
    seat, site = (r.facts for r in parsed(written(tmp_path / "StockEtablissement.csv", [SEAT, SITE])).records)
    assert (seat.name, seat.scope, seat.identifiers[1], seat.parents) == ("", "entity", ("siren", "900000001"), ())
    assert (seat.address, seat.postcode, seat.city, seat.insee) == ("3 B Rue des Lilas", "75013", "Paris 13", "75113")
    assert (site.key, site.name, site.scope) == ("90000000100025", "Atelier Neurone", "establishment")
    assert (site.identifiers, site.parents) == (
        (("siret", "90000000100025"),),
        (ParentFact("part", (("siren", "900000001"),)),),
    )


def test_an_answer_of_the_public_search_says_the_same_without_its_directors(tmp_path):
    (record,) = parsed(answer(tmp_path, [FOUND])).records
    unit, seat, facts = sirene.read(UNIT), sirene.read_establishment(SEAT), record.facts
    assert (facts.key, facts.name, facts.kind, facts.identifiers) == (unit.key, unit.name, unit.kind, unit.identifiers)
    assert (facts.address, facts.insee, facts.latitude) == (seat.address, seat.insee, 48.8272)
    assert "INVENTEE" not in json.dumps(facts.to_json()).upper()


def test_answers_about_persons_bring_nothing():
    for change, reason in (
        ({"complements": {"est_entrepreneur_individuel": True}}, "natural_person"),
        ({"nature_juridique": "1000"}, "natural_person"),
        ({"statut_diffusion": "P"}, "not_public"),
        ({"nom_complet": "[NON-DIFFUSIBLE]", "nom_raison_sociale": None}, "not_public"),
    ):
        with pytest.raises(NoOrganisation) as raised:
            sirene.read_found({**FOUND, **change})
        assert raised.value.reason == reason


def test_bad_rows_are_refused_with_their_column(tmp_path):
    found = parsed(
        written(tmp_path / "units.csv", [{**UNIT, "siren": "900000002"}, {**UNIT, "denominationUniteLegale": ""}])
    )
    assert [(r.line, r.column) for r in found.refused] == [(2, "siren"), (3, "denominationUniteLegale")]
    with pytest.raises(SourceRecordError) as raised:
        sirene.read_found({**FOUND, "siege": {**FOUND["siege"], "latitude": "north"}})
    assert raised.value.column == "latitude"
    with pytest.raises(SourceUnusable, match="These columns are missing: siren"):
        parsed(written(tmp_path / "other.csv", [{"a": "1"}]))
