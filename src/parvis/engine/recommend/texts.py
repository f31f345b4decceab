"""Profiles that are close in meaning to what is looked for.

The ranker is fitted on projects of which only some stemmed words are known: it cannot learn what whole texts are worth.
So this stands beside it, as a bonus of a fixed size, until outcomes of introductions teach a better one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.types import Floats, Organisation
from parvis.engine.text.vectors import Encoder

MOST = 2.0
"""Log-odds that a profile gets that says the same; none gets less than nothing."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Vectors of profiles; organisations without words of their own have zeros."""

    encoder: Encoder
    vectors: Floats

    def bonus(self, text: str) -> Floats:
        """For each organisation, from 0 to MOST log-odds; nothing where texts are no nearer than chance."""
        alike = self.vectors @ self.encoder.encode([text])[0] if text.strip() else np.zeros(len(self.vectors))
        share = (np.asarray(alike, dtype=np.float32) - self.encoder.near) / (1 - self.encoder.near)
        return np.asarray(MOST * np.clip(share, 0, 1), dtype=np.float32)


def texts_of(organisations: Sequence[Organisation], encoder: Encoder) -> Texts:
    """The profiles of organisations in their order."""
    return Texts(encoder, encoder.encode([one.terms for one in organisations]))
