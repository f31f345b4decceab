"""Filling the reference tables."""

import json

import pytest

from parvis.domain.reference.models import Commune, Department, Region, Sector, Theme
from parvis.domain.reference.selectors.places import place_index
from parvis.domain.reference.selectors.territories import borders, find_commune
from parvis.domain.reference.services.load import load_reference


@pytest.mark.django_db
def test_load_reference_fills_every_table_and_changes_nothing_the_second_time():
    told = []
    first = load_reference(lambda *step: told.append(step[:2]))
    assert first.created == {"region": 26, "department": 109, "commune": 34969, "sector": 1707, "theme": 4}
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)

    Theme.objects.filter(code="health-data").update(name_fr="Données")
    Region.objects.filter(code="53").update(name="Breizh")
    second = load_reference()
    assert set(second.created.values()) == {0}
    assert second.changed == {"region": 1, "department": 0, "commune": 0, "sector": 0, "theme": 0}
    assert Region.objects.get(code="53").name == "Bretagne"
    assert Theme.objects.get(code="health-data").name_fr == "Données"

    assert Region.objects.get(code="987").is_overseas
    assert Department.objects.get(code="2A").region.name == "Corse"
    assert Commune.objects.get(code="97411").department.name == "La Réunion"
    assert Sector.objects.get(code="72.11Z").parent.code == "72.11"
    assert Sector.objects.get(code="72.1").parent.code == "72"
    assert place_index().find(name="ST ETIENNE CEDEX 2", postcode="42055").code == "42218"
    assert find_commune(name="VILLENEUVE D ASCQ CEDEX", postcode="59655").code == "59009"


@pytest.mark.parametrize(("level", "count"), [("regions", 18), ("departments", 101)])
def test_borders_are_closed_rings_of_known_territories(level, count):
    features = json.loads(borders(level))["features"]
    assert len(features) == count
    for feature in features:
        assert feature["properties"]["code"]
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4


def test_borders_of_another_level_are_refused():
    with pytest.raises(KeyError):
        borders("communes")
