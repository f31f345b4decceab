"""Numbers for texts and their parts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.linkage.duplicates import hashing
from parvis.engine.linkage.duplicates.hashing import Letters, chunks, combined, mixed, text_hashes

WORDS = st.lists(st.text(alphabet="abcé1 ", max_size=8), max_size=12)


@given(WORDS)
def test_equal_texts_have_equal_numbers_and_others_do_not(texts):
    hashes = text_hashes(texts).tolist()
    assert len(set(zip(texts, hashes, strict=True))) == len(set(texts)) == len(set(hashes))


def test_numbers_of_texts_are_the_same_in_every_process():
    assert text_hashes(["", "chu", "uhc"]).tolist() == [0, 579860218624773190, 7228057315226740702]


def test_no_text_has_no_number():
    assert text_hashes([]).tolist() == []


def test_texts_are_read_some_at_a_time(monkeypatch):
    texts = ["un", "deux", "trois", "quatre", "cinq"]
    whole = text_hashes(texts).tolist()
    monkeypatch.setattr(hashing, "CHUNK", 2)
    assert [start for start, _letters in chunks(texts)] == [0, 2, 4]
    assert text_hashes(texts).tolist() == whole


@given(st.text(alphabet="abcdef", min_size=1, max_size=9), st.integers(0, 20), st.data())
def test_a_part_has_the_number_of_the_same_text_elsewhere(text, before, data):
    letters = Letters.of(["x" * before, text])
    end = data.draw(st.integers(1, len(text)))
    begin = data.draw(st.integers(0, end - 1))
    at = data.draw(st.integers(begin, end - 1))
    starts, ends, places = (np.array([before + number]) for number in (begin, end, at))
    assert letters.parts(starts, ends).tolist() == text_hashes([text[begin:end]]).tolist()
    assert letters.without(starts, ends, places).tolist() == text_hashes([text[begin:at] + text[at + 1 : end]]).tolist()


def test_lengths_of_texts():
    assert Letters.of(["", "abc", "é"]).lengths.tolist() == [0, 3, 1]


def test_long_texts_are_hashed_too():
    long = "ab" * 50_000
    assert text_hashes([long, long, long + "a"]).tolist()[0:2] == [text_hashes([long])[0]] * 2


def test_order_of_columns_counts():
    left, right = np.array([1, 2]), np.array([2, 1])
    assert combined(left, right)[0] != combined(right, left)[0]
    assert combined(left, right)[0] == combined(right, left)[1]


def test_negative_numbers_can_be_combined():
    assert len(set(combined(np.array([-1, 0, 1], dtype=np.int32)).tolist())) == 3


def test_mixing_keeps_numbers_apart():
    assert len(set(mixed(np.arange(1000, dtype=np.uint64)).tolist())) == 1000
