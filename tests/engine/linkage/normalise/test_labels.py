"""Numbers of research units are read however they are written."""

import pytest

from parvis.engine.linkage.normalise.labels import labels, labels_all, only_owners, written
from parvis.engine.linkage.normalise.names import fold_all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UMR 8520", ["UMR 8520"]),
        ("UMR CNRS n° 8520", ["UMR 8520"]),
        ("UMR_S 1142", ["U 1142"]),
        ("U1142", ["U 1142"]),
        ("Inserm 1266", ["U 1266"]),
        ("CNRS 5242", ["UMR 5242"]),
        ("EA 3188 et UMR 5242", ["EA 3188", "UMR 5242"]),
        ("UR UPJV 3900", ["EA 3900"]),
        ("UMR 5", []),
        ("Paris 6", []),
        ("sans numéro", []),
    ],
)
def test_labels_of_a_text(text, expected):
    assert [written(label) for label in labels(fold_all([text])[0])] == expected


def test_the_rest_of_a_name_keeps_the_owner():
    assert labels_all(["umr cnrs 5242 igf", "igf"]) == ([labels("umr 5242"), ()], ["cnrs igf", "igf"])


def test_what_is_left_of_a_label():
    assert (only_owners("cnrs univ"), only_owners("cnrs igf")) == (True, False)
