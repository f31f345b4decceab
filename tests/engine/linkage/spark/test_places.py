"""What is known of all places at once says the same of each record as the engine does on one machine."""

import numpy as np

from parvis.engine.linkage.duplicates.places import places_of
from parvis.engine.linkage.normalise.places import places_all
from parvis.engine.linkage.spark.places import Addresses, Towns
from parvis.engine.linkage.types import Record

GIVEN = [
    ("Lyon", "69002"),
    ("Montpellier", "34000"),
    ("Montpelier", ""),
    ("", "69002"),
    ("Villeurbanne", "69100"),
    ("", ""),
    ("Lyon", "69002"),
    ("Bron", "69100"),
    ("", "69100"),
    ("Nulle Part", ""),
]


def test_cities_and_departments_have_the_numbers_that_they_have_on_one_machine():
    records = [Record(str(number), "CHU", city=city, postcode=code) for number, (city, code) in enumerate(GIVEN)]
    whole = places_of(records)
    found = places_all(*zip(*GIVEN, strict=True))
    columns = [one.city for one in found], [one.department for one in found]
    codes = np.array([one.postcode for one in found], dtype=np.int64)
    ids = [record.id for record in records]
    towns = Towns.of(Addresses(*columns, codes, np.ones(len(ids), dtype=np.int64), ids))
    city, department = towns(*columns, codes)
    assert city.tolist() == whole.city.tolist()
    assert department.tolist() == whole.department.tolist()
