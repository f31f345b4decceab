"""Cities and postcodes become places."""

import math

import pytest

from parvis.engine.linkage.normalise.communes import commune, kilometres
from parvis.engine.linkage.normalise.places import NOWHERE, city_of, department_of, place, without_region


@pytest.mark.parametrize(
    ("city", "postcode", "expected"),
    [
        ("34295 MONTPELLIER CEDEX 5", "", ("montpellier", 34295, "34")),
        ("Lyon 3e arrondissement", "69003", ("lyon", 69003, "69")),
        ("ST DENIS CEDEX 9", "97400", ("saint denis", 97400, "974")),
        ("La Tronche", "", ("la tronche", 0, "38")),
        ("Brest", "", ("brest", 0, "29")),
        ("", "20090", ("", 20090, "2A")),
        ("Bastia", "20200", ("bastia", 20200, "2B")),
        ("Bruxelles", "B-1000", ("bruxelles", 0, "")),
    ],
)
def test_place(city, postcode, expected):
    found = place(city, postcode)
    assert (found.city, found.postcode, found.department) == expected


def test_an_unknown_place_has_no_coordinates():
    assert math.isnan(place("Bruxelles").lat)
    assert place("", "") == NOWHERE or math.isnan(place("", "").lat)


def test_city_without_cedex():
    assert city_of("st etienne cedex 2") == "saint etienne"


def test_departments():
    assert [department_of(code) for code in ("69002", "97139", "20199", "20200")] == ["69", "971", "2A", "2B"]


def test_a_commune_in_its_department():
    assert commune("saint denis", "974").department == "974"
    assert commune("saint denis", "12") is None


def test_lyon_and_paris_are_some_390_kilometres_apart():
    lyon, paris = commune("lyon"), commune("paris")
    assert 380 < kilometres(lyon.lat, lyon.lng, paris.lat, paris.lng) < 400


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chu dijon bourgogne", "chu dijon"),
        ("universite le havre normandie", "universite le havre"),
        ("universite de bourgogne", ""),
        ("universite bourgogne franche comte", ""),
        ("hopital nord franche comte", ""),
        ("normandie", ""),
        ("chu de dijon", ""),
    ],
)
def test_a_name_that_says_its_region_after_its_city_is_also_said_without(name, expected):
    assert without_region(name) == expected
