"""First letters of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.duplicates.initials import initials_all


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("institut national de recherche agronomique", ("inra", ""), id="short words do not count"),
        pytest.param("centre de recherche sur les arts", ("crsla", "cra"), id="with small words and without"),
        pytest.param("centre hospitalier", ("", ""), id="too few"),
        pytest.param("centre sur les", ("csl", ""), id="too few without the small ones"),
        pytest.param("", ("", ""), id="nothing"),
    ],
)
def test_initials_of_a_name(name, expected):
    assert list(initials_all(["avant cela aussi", name, "apres"]))[1] == expected


@given(st.lists(st.lists(st.sampled_from(["un", "des", "mot", "autre", "lyon"]), max_size=5)))
def test_initials_are_those_of_the_words_of_three_letters_and_more(names):
    found = [every for every, _bare in initials_all([" ".join(words) for words in names])]
    letters = ["".join(word[0] for word in words if len(word) > 2) for words in names]
    assert found == [text if len(text) > 2 else "" for text in letters]
