"""An affiliation is cut into what may each name an organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.normalise.affiliations import parts_all, parts_of, split


@pytest.mark.parametrize(
    ("text", "pieces", "city"),
    [
        (
            "Institut X, UMR 8520, Université de Lille - CNRS, 59655 Villeneuve d'Ascq, France",
            ("institut x", "umr 8520", "universite de lille", "cnrs"),
            "villeneuve d ascq",
        ),
        ("LMD/IPSL, ENS, 24 rue Lhomond, 75231 Paris Cedex 05, France", ("lmd", "ipsl", "ens"), "paris"),
        ("Lyon, Hospices civils", ("lyon", "hospices civils"), ""),
        ("CHU de Rouen, Rouen", ("chu de rouen",), "rouen"),
        ("Institut Pasteur", (), ""),
        ("Institut Pasteur 25 rue du Docteur Roux 75015 Paris France", (), "paris"),
        ("Institut Curie Paris France", (), "paris"),
        ("Institut Curie in old France", (), ""),
        ("", (), ""),
    ],
)
def test_pieces_and_city(text, pieces, city):
    found = parts_of(text)
    assert (tuple(piece.folded for piece in found.pieces), found.city) == (pieces, city)


def test_a_street_is_no_name():
    assert parts_of("Institut Pasteur, 25 rue du Docteur Roux, Paris").whole == "institut pasteur paris"


def test_a_city_that_is_all_there_is_stays():
    assert parts_of("Lyon 69002 Lyon France").whole == "lyon"


def test_pieces_are_kept_as_they_were_written():
    assert split("Université de Lille, CNRS; INSERM") == ("Université de Lille", "CNRS", "INSERM")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_many_texts_are_cut_as_one_by_one(texts):
    assert parts_all(texts) == [parts_of(text) for text in texts]
