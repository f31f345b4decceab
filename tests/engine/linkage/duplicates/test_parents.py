"""What names say to be part of."""

import pytest

from parvis.engine.linkage.duplicates.parents import parents_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Laboratoire Paul-Painlevé, Université de Lille", "universite lille", id="after a comma"),
        pytest.param("Université de Lille - Laboratoire Paul-Painlevé", "universite lille", id="before a dash"),
        pytest.param("UNIV DE LILLE_ISTC", "universite lille", id="before an underscore"),
        pytest.param("CNRS Laboratoire de chimie", "cnrs", id="an institution of one word"),
        pytest.param("Institut de physique, Université de Rennes, CNRS", "cnrs universite rennes", id="two of them"),
        pytest.param("Laboratoire de chimie, physique et biologie", "", id="an enumeration"),
        pytest.param("Université de Lille", "", id="an institution itself"),
        pytest.param("Université de Lille, CNRS", "", id="nothing but institutions"),
        pytest.param("Clinique Saint-Joseph", "", id="nothing"),
        pytest.param("", "", id="no name"),
    ],
)
def test_parents_of_a_name(name, expected):
    found = parents_all(["Ifremer", name], canonical_all(fold_all(["Ifremer", name])))
    assert [" ".join(sorted(set(text.split()), key=expected.split().index)) for text in found] == ["", expected]


def test_no_names():
    assert parents_all([], []) == []
