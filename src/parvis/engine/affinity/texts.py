"""How near texts of applications are to what reviewers say of themselves, and to what they reviewed before.

Words are weighed by TF-IDF, and counted as rare or common among the reviewers alone, so that the nearness of one pair
does not depend on which other applications there are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from parvis.engine.text.stems import stem
from parvis.engine.text.tokens import words

Floats: TypeAlias = NDArray[np.floating[Any]]

_COMMON = """
a au aux avec c ce ces cette comme d dans de des du elle elles en est et eux il ils j je l la le les leur leurs lui m
mais me n nos notre nous on ou par pas plus pour qu que qui s sa sans se ses son sont sur t un une vos votre vous y
about an and are as at be been by can for from had has have he her his i in into is it its not of or our she so than
that the their them these they this those to was we were which who will with would you your
"""
COMMON = frozenset(_COMMON.split())
"""Words of French and English that say nothing of what one knows."""
LEAST = 0.1
"""What a word weighs that every reviewer has; in a panel of one that is all there is."""


@dataclass(frozen=True, slots=True)
class Expertise:
    """What reviewers know, in one row for each: what they say, and what they reviewed before."""

    columns: dict[str, int]
    weights: Floats
    said: Any
    past: Any


def expertise_of(said: Sequence[str], past: Sequence[str]) -> Expertise:
    """Of reviewers by their own words, and by the texts that they reviewed before, put together."""
    own, before = [_counted(text) for text in said], [_counted(text) for text in past]
    together = [left.keys() | right.keys() for left, right in zip(own, before, strict=True)]
    frequency = Counter(word for one in together for word in one)
    columns = {word: at for at, word in enumerate(sorted(frequency))}
    held = np.array([frequency[word] for word in columns], dtype=np.float64)
    weights = np.log((1 + len(said)) / (1 + held)) + LEAST
    return Expertise(columns, weights, _rows(own, columns, weights), _rows(before, columns, weights))


def nearness(expertise: Expertise, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """From 0 to 1, texts by reviewers: to what each says, and to what each reviewed; NaN where there is none."""
    rows = _rows([_counted(text) for text in texts], expertise.columns, expertise.weights)
    return _cosines(rows, expertise.said), _cosines(rows, expertise.past)


def _cosines(rows: Any, known: Any) -> Floats:
    found: Floats = (rows @ known.T).toarray().astype(np.float32)
    found[:, np.diff(known.indptr) == 0] = np.nan
    return found


def _counted(text: str) -> Counter[str]:
    return Counter(stem(word) for word in words(text) if word not in COMMON)


def _rows(counted: Sequence[Counter[str]], columns: dict[str, int], weights: Floats) -> Any:
    """Rows of length 1."""
    at: list[int] = []
    values: list[float] = []
    ends = [0]
    for counts in counted:
        known = sorted((columns[word], number) for word, number in counts.items() if word in columns)
        found = np.array([(1 + np.log(number)) * weights[column] for column, number in known])
        at += [column for column, _number in known]
        values += (found / np.linalg.norm(found)).tolist() if known else []
        ends.append(len(at))
    return sparse.csr_array((values, at, ends), shape=(len(counted), len(columns)))
