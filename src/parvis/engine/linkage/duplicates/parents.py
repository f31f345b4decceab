"""What a name says to be part of: the "CNRS" of "Laboratoire Paul-Painlevé, CNRS"."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from parvis.engine.linkage.normalise.names import canonical_all, fold_all
from parvis.engine.linkage.normalise.tables import rows

_BETWEEN = re.compile(r"\s*[,;|_]\s*(?=\w)|\s+[-–—:]\s+|\s*/\s*(?=\w{3})|(?<=[A-Z]{3})\s*-\s*(?=\w)")
INSTITUTIONS, FIRST_WORDS = (frozenset(words.split()) for _group, words in rows("parents.tsv"))
"""Canonical words that name an institution by themselves, and those that the names of institutions begin with."""
_ANY = INSTITUTIONS | FIRST_WORDS


def parents_all(names: Sequence[str], canonical: Sequence[str]) -> list[str]:
    """For each name, as it is written and in canonical words, the words of what it is a part of; "" for none.

    Those are the pieces between commas and dashes that begin as the name of an institution does, and institutions that
    are named by one word. A name that says nothing else stands for itself.
    """
    wholes = {row: words for row, name in enumerate(canonical) if not _ANY.isdisjoint(words := name.split())}
    cut = [pieces if len(pieces := _BETWEEN.split(names[row])) > 1 else () for row in wholes]
    pieces = canonical_all(fold_all(piece for some in cut for piece in some))
    ends = np.cumsum([0, *map(len, cut)]).tolist()
    found = [""] * len(names)
    for (row, whole), (start, end) in zip(wholes.items(), pairwise(ends), strict=True):
        words = [word for word in whole if word in INSTITUTIONS]
        words += [word for piece in pieces[start:end] if _is_parent(piece) for word in piece.split()]
        if words and not set(whole).issubset(words):
            found[row] = " ".join(words)
    return found


def _is_parent(piece: str) -> bool:
    return piece.partition(" ")[0] in _ANY
