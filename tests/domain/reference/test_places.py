"""Finding the commune that is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.domain.reference.naming import departments_of_postcode, place_key
from parvis.domain.reference.selectors.places import place_index
from parvis.domain.reference.selectors.territories import communes_named, find_commune
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory


@pytest.fixture
def communes(db):
    south = RegionFactory(code="84", name="Auvergne-Rhône-Alpes")
    for code, name, region in [
        ("69", "Rhône", south),
        ("42", "Loire", south),
        ("91", "Essonne", RegionFactory()),
        ("93", "Seine-Saint-Denis", RegionFactory()),
        ("974", "La Réunion", RegionFactory(code="04", name="La Réunion")),
        ("2B", "Haute-Corse", RegionFactory(code="94", name="Corse")),
        ("76", "Seine-Maritime", RegionFactory(code="28", name="Normandie")),
    ]:
        DepartmentFactory(code=code, name=name, region=region)
    CommuneFactory()
    for code, name, department, postcodes, latitude, longitude in [
        ("69123", "Lyon", "69", "69001|69003", 45.75, 4.84),
        ("42218", "Saint-Étienne", "42", "42000|42100", 45.43, 4.38),
        ("91228", "Évry-Courcouronnes", "91", "91000|91080", 48.62, 2.44),
        ("93066", "Saint-Denis", "93", "93200|93210", 48.93, 2.36),
        ("97411", "Saint-Denis", "974", "97400|97417", -20.9, 55.45),
        ("2B033", "Bastia", "2B", "20200|20600", 42.69, 9.43),
        ("76351", "Le Havre", "76", "76600|76610", 49.5, 0.14),
        ("91272", "Gif-sur-Yvette", "91", "91190", 48.7, 2.12),
    ]:
        CommuneFactory(
            code=code,
            name=name,
            department=DepartmentFactory(code=department),
            postcodes=postcodes,
            latitude=latitude,
            longitude=longitude,
        )


CASES = [
    ({"code": "75056"}, "75056"),
    ({"code": "75113"}, "75056"),
    ({"code": "69383"}, "69123"),
    ({"code": "99999"}, None),
    ({"name": "PARIS 13"}, "75056"),
    ({"name": "Paris Cedex 05", "postcode": "75230"}, "75056"),
    ({"name": "LYON 3E ARRONDISSEMENT"}, "69123"),
    ({"name": "ST ETIENNE CEDEX 2", "postcode": "42055"}, "42218"),
    ({"name": "Evry", "postcode": "91025"}, "91228"),
    ({"name": "Havre (Le)"}, "76351"),
    ({"name": "HAVRE", "postcode": "76600"}, "76351"),
    ({"name": "bastia", "postcode": "20298"}, "2B033"),
    ({"name": "Saint-Denis"}, None),
    ({"name": "Saint-Denis", "postcode": "93200"}, "93066"),
    ({"name": "Saint-Denis", "department": "974"}, "97411"),
    ({"name": "Saint-Denis", "department": "La Réunion"}, "97411"),
    ({"name": "Saint-Denis", "region": "Île-de-France"}, "93066"),
    ({"name": "St Denis Cedex 9", "postcode": "97744"}, "97411"),
    ({"name": "Saint-Denis", "near": (48.9, 2.3)}, "93066"),
    ({"name": "Saint-Denis", "near": (45.0, 5.0)}, None),
    ({"name": "Plateau du Moulon", "postcode": "91190"}, "91272"),
    ({"name": "Courcouronnes"}, None),
    ({"name": "Cambridge"}, None),
    ({"postcode": "91190"}, "91272"),
    ({"postcode": "1"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("hints", "expected"), CASES)
def test_find_commune_and_the_index_agree(communes, hints, expected):
    found = find_commune(**hints)
    indexed = place_index().find(**hints)
    assert (found.code if found else None) == expected
    assert (indexed.code if indexed else None) == expected


def test_communes_named_puts_the_larger_first(communes):
    assert [commune.code for commune in communes_named("saint-d")] == ["93066", "97411"]
    assert [commune.code for commune in communes_named("91190")] == ["91272"]
    assert list(communes_named(" ")) == []


@given(st.text(max_size=60))
def test_place_key_is_folded_and_stable(text):
    key = place_key(text)
    assert key == key.lower().strip()
    assert place_key(key) == key or "cedex" in key or key.split()[:1] in (["paris"], ["lyon"], ["marseille"])


@pytest.mark.parametrize(
    ("postcode", "departments"),
    [
        ("75013", ("75",)),
        ("20137", ("2A", "2B")),
        ("97133", ("971", "977", "978")),
        ("98800", ("988",)),
        ("", ()),
        ("B-1000", ()),
    ],
)
def test_departments_of_postcode(postcode, departments):
    assert departments_of_postcode(postcode) == departments
