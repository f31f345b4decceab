"""First letters of the words of names, as people make acronyms of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from parvis.engine.linkage.duplicates.hashing import Letters, chunks, text_hashes
from parvis.engine.linkage.types import Flags, Ints

SHORTEST = 3
"""Letters of an acronym."""
SPACE = ord(" ")
_BETWEEN = text_hashes(["des", "les", "aux", "sur", "pour", "the", "and", "for", "par", "avec"])


def initials_all(folded: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each folded name the first letters of its words of three letters and more; and without small words among
    them, where that makes a difference. "" when there are too few."""
    for _first, letters in chunks(folded):
        begins, ends = _words(letters)
        long = ends - begins >= SHORTEST
        begins, ends = begins[long], ends[long]
        full = ~np.isin(letters.parts(begins, ends), _BETWEEN)
        every = _gathered(letters, begins)
        bare = _gathered(letters, begins[full])
        for one, other in zip(every, bare, strict=True):
            yield (one if len(one) >= SHORTEST else "", other if SHORTEST <= len(other) < len(one) else "")


def _words(letters: Letters) -> tuple[Ints, Ints]:
    """Where the words begin and end."""
    spaces: Flags = letters.codes == SPACE
    begins = ~spaces
    begins[1:] &= spaces[:-1]
    begins[letters.starts[letters.lengths > 0]] = True
    begins &= ~spaces
    at = np.flatnonzero(begins)
    stops = np.union1d(np.flatnonzero(spaces), letters.ends)
    return at, stops[np.searchsorted(stops, at, side="right")]


def _gathered(letters: Letters, places: Ints) -> list[str]:
    """The letters at these places, joined for each text."""
    text = letters.codes[places].tobytes().decode("latin-1")
    cuts = np.searchsorted(places, np.append(letters.starts, len(letters.codes))).tolist()
    return [text[start:end] for start, end in pairwise(cuts)]
