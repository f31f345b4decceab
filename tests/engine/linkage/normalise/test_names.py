"""Names that read the same become the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.normalise.names import canonical, canonical_all, fold_all


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Centre Hospitalier Universitaire de Saint-Étienne", "chu saint etienne"),
        ("C.H.U. St Etienne", "chu saint etienne"),
        ("Assistance Publique – Hôpitaux de Paris", "aphp"),
        ("AP-HP", "aphp"),
        ("Institut dElectronique", "institut electronique"),
        ("Université Paris XIII", "universite paris 13"),
        ("University of Lille", "universite lille"),
        ("SAS", "sas"),
        ("", ""),
    ],
)
def test_canonical_names(name, expected):
    assert canonical(name) == expected


@given(st.lists(st.text(max_size=40), max_size=5))
def test_many_names_are_normalised_as_one_by_one(names):
    together = canonical_all(fold_all(names))
    assert together == [canonical(name) for name in names]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name):
    once = fold_all([name])[0]
    assert fold_all([once])[0] == once
