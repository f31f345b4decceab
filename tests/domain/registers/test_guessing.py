import pytest

from parvis.domain.registers.guessing import guess, plain_name
from parvis.domain.registers.tables import look_at


def guessed(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return guess(look_at(path))


def test_columns_are_known_by_their_names_in_both_languages(tmp_path):
    header = "Raison sociale;Sigle;SIRET;Adresse;Code postal;Ville;Site web;Téléphone"
    row = "Hôpital des Lilas;HL;90000000100017;1 rue Neuve;75013;Paris;www.lilas.example;0100000000"
    assert guessed(tmp_path, f"{header}\n{row}\n") == {
        "Raison sociale": "name",
        "Sigle": "acronym",
        "SIRET": "siret",
        "Adresse": "address",
        "Code postal": "postcode",
        "Ville": "city",
        "Site web": "website",
    }
    header = "id,organisation,city,country,lat,lng,founded"
    found = guessed(tmp_path, f"{header}\n7,Lilac Hospital,Paris,FR,48.8,2.3,1999\n")
    assert found["organisation"] == "name"
    assert [found[name] for name in header.split(",")] == [
        "key",
        "name",
        "city",
        "country",
        "latitude",
        "longitude",
        "founded_year",
    ]


def test_names_of_published_files_are_known(tmp_path):
    header = "codePostalEtablissement,libelleCommuneEtablissement,denominationUniteLegale,siren"
    assert guessed(tmp_path, f"{header}\n75013,Paris,Lilas,900000001\n") == {
        "codePostalEtablissement": "postcode",
        "libelleCommuneEtablissement": "city",
        "denominationUniteLegale": "name",
        "siren": "siren",
    }


def test_numbers_and_sites_show_by_themselves(tmp_path):
    text = "Nom;A;B;C\nLilas;900 000 001;https://ror.org/02vjkv261;lilas.example\nMuguet;900000019;02feahw73;muguet.example\n"
    assert guessed(tmp_path, text) == {"Nom": "name", "A": "siren", "B": "ror", "C": "website"}


def test_days_of_foundation_are_known(tmp_path):
    assert guessed(tmp_path, "Nom;Date de création\nLilas;06/05/1999\nMuguet;2001-01-01\n") == {
        "Nom": "name",
        "Date de création": "founded_year",
    }


def test_what_a_column_holds_contradicts_its_name(tmp_path):
    text = "Nom;SIREN;Ville;latitude\nLilas;unknown;75013;north\nMuguet;none;69003;south\n"
    assert guessed(tmp_path, text) == {"Nom": "name"}


def test_a_field_is_given_once_to_the_column_that_fits_best(tmp_path):
    found = guessed(tmp_path, "Nom du contact;Nom;Nom commercial;Enseigne\nCamille;Lilas;Lilac;Au lilas\n")
    assert found == {"Nom": "name", "Nom commercial": "aliases", "Enseigne": "aliases"}


@pytest.mark.parametrize("name", ["codePostal", "Code_postal", " CODE  POSTAL ", "Code-Postal"])
def test_names_of_columns_are_compared_plain(name):
    assert plain_name(name) == "code postal"
