"""Words that were cut in two, or glued to the next."""

import pytest

from parvis.engine.linkage.duplicates.words import Words


def together(*names):
    """Whether all of these names, among others, have the same words."""
    others = ["clinique saint joseph"] * 5 + ["centre hospitalier regional"] * 5
    return len(set(Words.of([*others, *names]).wholes()[len(others) :].tolist())) == 1


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("mye line orsay", "myeline orsay"), id="cut in two"),
        pytest.param(("myeline", "myeline", "myeline", "mye line"), id="a frequent word cut in two"),
        pytest.param(("centre hospitalierregional", "centre hospitalier regional"), id="glued"),
        pytest.param(("clinique saintjoseph", "cliniquesaint joseph", "clinique saint joseph"), id="glued elsewhere"),
        pytest.param(("iris santeplus iris", "iris sante plus iris"), id="with words that stand twice"),
    ],
)
def test_joints_make_no_difference(names):
    assert together(*names)


def test_frequent_forms_stand_side_by_side():
    assert not together(*["bio sante"] * 6, *["biosante"] * 6)


def test_short_words_are_not_joined():
    assert not together("ab cd", "abcd")


def test_words_of_two_names_are_no_neighbours():
    assert Words.of(["institut mye", "line orsay", "myeline"]).find("mye") >= 0
    assert len(set(Words.of(["institut mye", "line orsay", "myeline"]).wholes().tolist())) == 3


def test_of_two_ways_to_cut_the_more_frequent_one_is_taken():
    names = ["radio therapie"] * 3 + ["radiother apie"] * 2 + ["radiotherapie"]
    wholes = Words.of(names).wholes().tolist()
    assert wholes[-1] == wholes[0]
