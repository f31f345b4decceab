"""What is known of all names at once says the same of each word as the engine does on one machine."""

from collections import Counter
from itertools import pairwise

import numpy as np

from parvis.engine.linkage.duplicates.hashing import text_hashes
from parvis.engine.linkage.duplicates.words import Words
from parvis.engine.linkage.spark.words import UNKNOWN, Mends, Neighbours, Numbers

NAMES = [
    "laboratoire mye line bordeaux",
    "laboratoire myeline",
    "laboratoire myeline cerveau",
    "centre hospitalierregional orleans",
    "centre hospitalier regional orleans",
    "centre hospitalier regional angers",
    "anthropolpgie sociale",
    "anthropologie sociale",
    "anthropologie sociale",
    "",
]


def known_of(names):
    cut = [name.split() for name in names]
    counts = Counter(word for words in cut for word in words)
    both = Counter(pair for words in cut for pair in pairwise(words) if "".join(pair) in counts)
    words, often = list(counts), np.array(list(counts.values()), dtype=np.int64)
    pairs = Neighbours([a for a, _b in both], [b for _a, b in both], np.array(list(both.values()), dtype=np.int64))
    mends = Mends.of(words, often, pairs)
    rows = np.repeat(np.arange(len(cut)), list(map(len, cut)))
    _rows, mended = mends(rows, text_hashes([word for one in cut for word in one]))
    found = Counter(mended.tolist())
    after = np.array([found[one] for one in text_hashes(words).tolist()], dtype=np.int64)
    return mends, Numbers.of(words, after, len(names))


def test_words_have_the_numbers_and_weights_that_they_have_on_one_machine():
    mends, numbers = known_of(NAMES)
    words, of_words = numbers.words_of(NAMES, mends, {"chu": 1})
    whole = Words.of(NAMES)
    assert np.append(of_words, -1)[words.slots()].tolist() == whole.slots().tolist()
    assert words.weights().tolist() == whole.weights().tolist()
    assert words.wholes().tolist() == whole.wholes().tolist()
    assert words.totals().tolist() == whole.totals().tolist()


def test_some_names_are_numbered_as_all_of_them():
    mends, numbers = known_of(NAMES)
    whole = Words.of(NAMES).slots().tolist()
    for row, name in enumerate(NAMES):
        words, of_words = numbers.words_of([name], mends, {})
        assert np.append(of_words, -1).astype(int)[words.slots()].tolist() == [whole[row]]


def test_a_word_that_no_name_holds_is_unknown():
    _mends, numbers = known_of(NAMES)
    assert numbers.find(text_hashes(["ifremer"])).tolist() == [UNKNOWN]


def test_no_names_have_no_words():
    mends, numbers = known_of([""])
    words, of_words = numbers.words_of([""], mends, {"chu": 1})
    assert (words.slots().max(), len(of_words), words.masks({"chu": 1}).tolist()) == (-1, 0, [0])
