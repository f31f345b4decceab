"""Words that are slips of others."""

import numpy as np
import pytest

from parvis.engine.linkage.duplicates.alike import RARE, roots


def rooted(counts):
    words = list(counts)
    found = roots(words, np.array(list(counts.values())))
    return {word: words[number] for word, number in zip(words, found.tolist(), strict=True) if words[number] != word}


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param("anthropolpgie", id="another letter"),
        pytest.param("anthropoogie", id="a letter lost"),
        pytest.param("anthropologgie", id="a letter twice"),
        pytest.param("anthroplogie", id="a letter lost elsewhere"),
        pytest.param("anthropoloige", id="two swapped"),
        pytest.param("nthropologie", id="the first lost"),
        pytest.param("anthropologies", id="one more at the end"),
    ],
)
def test_a_rare_word_counts_as_the_frequent_one_it_is_like(slip):
    assert rooted({"anthropologie": 50, slip: 1, "biologie": 40}) == {slip: "anthropologie"}


def test_two_slips_in_one_word_are_another_word():
    assert rooted({"anthropologie": 50, "anthopolpgie": 1}) == {}


def test_a_frequent_word_is_no_slip():
    assert rooted({"sainte": 90, "saint": RARE + 1}) == {}


def test_short_words_and_words_with_figures_stand_for_themselves():
    assert rooted({"nord": 50, "nor": 1, "paris6": 50, "paris7": 1}) == {}


def test_a_single_figure_inside_a_word_may_be_a_slip():
    assert rooted({"hopital": 50, "hop1tal": 1, "h0p1tal": 1, "hopita1": 1}) == {"hop1tal": "hopital"}


def test_of_two_rare_words_one_takes_the_place_of_both():
    found = rooted({"mulierox": 1, "mulieros": 1})
    assert len(found) == 1


def test_a_slip_of_a_slip_counts_as_the_word():
    assert rooted({"laboratoire": 90, "laboratorie": 2, "labortorie": 1}) == {
        "laboratorie": "laboratoire",
        "labortorie": "laboratoire",
    }


def test_the_more_frequent_of_two_words_is_taken():
    assert rooted({"cardiologie": 50, "radiologie": 500, "cadiologie": 1}) == {"cadiologie": "radiologie"}


def test_the_order_of_the_words_makes_no_difference():
    counts = {"mulierox": 1, "mulieros": 1, "muleros": 2, "mulieres": 1, "autre": 3}
    forward, backward = rooted(counts), rooted(dict(reversed(counts.items())))
    assert forward == backward


def test_no_words():
    assert roots([], np.zeros(0, dtype=np.int64)).tolist() == []
