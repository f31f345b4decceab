"""What is shown of two records beside each reason."""

import numpy as np
import pytest

from parvis.engine.linkage import Linker, Record
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.reasons import SHOWN
from parvis.engine.linkage.statistics import Statistics


def shown(feature, left, right):
    """The texts of both sides for one feature of one pair."""
    reference = prepare([right])
    records, one = prepare([left], reference), np.zeros(1, dtype=np.int64)
    return SHOWN[feature](Pairs.of_records(records, reference, Statistics.of(reference), one, one), 0)


@pytest.mark.parametrize(
    ("feature", "left", "right", "expected"),
    [
        ("same_city", {"city": "Dijon"}, {"city": "Lyon"}, ("Dijon", "Lyon")),
        ("same_department", {"postcode": "21000"}, {"postcode": "69002"}, ("21", "69")),
        ("same_label", {"name": "LIG, UMR 5217"}, {"aliases": ("UMR 5217",)}, ("UMR 5217", "UMR 5217")),
        ("same_family", {"name": "CHU de Dijon"}, {"name": "Mairie de Dijon"}, ("university hospital", "")),
        ("parents_named", {"name": "LIG, CNRS, Grenoble"}, {"parents": ("CNRS",)}, ("cnrs", "cnrs")),
    ],
)
def test_each_reason_shows_what_it_compares(feature, left, right, expected):
    left, right = ({"name": "Laboratoire", **values} for values in (left, right))
    assert shown(feature, Record("a", **left), Record("b", **right)) == expected


def test_what_stands_in_brackets_in_a_name_of_a_register_finds_it():
    reference = [Record("lig", "Laboratoire d'informatique (Grenoble Ouest)"), Record("x", "Hospices civils de Lyon")]
    assert Linker(reference).find(Record("", "Grenoble Ouest"))[0].reference_id == "lig"


def test_an_article_that_has_grown_on_to_its_word_is_taken_off():
    reference = [Record("art", "École nationale des arts décoratifs"), Record("agri", "École nationale d'agriculture")]
    found = Linker(reference).link([Record("a", "Ecole nationale dagriculture")], threshold=0.0)
    assert found[0].reference_id == "agri"
    assert found[0].score > 0.9
