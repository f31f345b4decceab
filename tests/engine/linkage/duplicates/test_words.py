"""Words of names as numbers."""

import numpy as np
import pytest

from parvis.engine.linkage.duplicates.words import WORDS, Words
from parvis.engine.linkage.normalise.tables import word_counts

WRITTEN = ["chu dijon", "chu lyon", "chu lyon lyon", "laboratoire lyonnais", "laboratoire lyonais", ""]

ELSEWHERE, AT_LARGE = word_counts()
NAMES = ELSEWHERE + len(WRITTEN) + 1


@pytest.fixture(scope="module")
def words():
    return Words.of(WRITTEN, ["chu", "lyon", "brest"])


def test_rarer_words_have_lower_numbers(words):
    assert words.find("dijon") < words.find("lyon") < words.find("chu")


def test_a_slip_has_the_number_of_its_word(words):
    assert words.find("lyonais") == words.find("lyonnais")


def test_an_unknown_word_has_no_number(words):
    assert words.find("brest") == -2


def test_slots_begin_with_the_rarest_word(words):
    assert words.slots()[0].tolist() == [words.find("dijon"), words.find("chu"), *[-1] * (WORDS - 2)]
    assert words.slots()[5].tolist() == [-1] * WORDS


def test_a_word_counts_once_a_name(words):
    assert words.slots()[2].tolist() == words.slots()[1].tolist()


def test_rare_words_weigh_more(words):
    weights = words.weights()
    assert weights[0, 0] == pytest.approx(np.log(NAMES / (1 + AT_LARGE["dijon"])))
    assert weights[0, 1] == pytest.approx(np.log(NAMES / (3 + AT_LARGE["chu"])))
    assert weights[0, 2:].tolist() == [0] * (WORDS - 2)


def test_totals_add_up_all_words(words):
    assert words.totals().tolist() == pytest.approx(words.weights().sum(axis=1).tolist())
    long = Words.of([" ".join(f"mot{number}" for number in range(WORDS + 5))])
    assert long.totals()[0] > long.weights().sum() > 0


def test_a_whole_name_is_the_same_in_any_order_and_with_a_slip():
    wholes = Words.of(["chu dijon bocage", "dijon bocage chu", "chu dijon boccage", "chu dijon"]).wholes()
    assert wholes[0] == wholes[1] == wholes[2] != wholes[3]


def test_no_names():
    none = Words.of([])
    assert (len(none.slots()), len(none.weights()), len(none.totals()), len(none.wholes())) == (0, 0, 0, 0)


BITS = {"chu": 1, "laboratoire": 2, "lyon": 4, "absent": 8}


def test_masks_hold_the_bits_of_all_words_of_a_name(words):
    assert words.masks(BITS).tolist() == [1, 5, 5, 2, 2, 0]


def test_figures_are_the_short_numbers_in_names():
    rows, values = Words.of(["paris 6", "lyon 1 et 2", "siren 123456789", "dijon"]).figures()
    assert sorted(zip(rows.tolist(), values.tolist(), strict=True)) == [(0, 6), (1, 1), (1, 2)]


def test_no_names_have_no_bits_and_no_figures():
    none = Words.of([])
    assert none.masks(BITS).tolist() == []
    assert [part.tolist() for part in none.figures()] == [[], []]


def test_marked_words_are_counted_with_their_repeats(words):
    assert words.marked.tolist() == [1, 2, 3, 0, 0, 0]


def test_other_texts_become_numbers_of_known_words(words):
    found = words.numbers_of(["chu brest dijon", "", "brest"])
    assert found.tolist() == [[words.find("dijon"), words.find("chu"), -1, -1, -1], [-1] * 5, [-1] * 5]
