"""The pairs that the solver is given: few of all, and those the better ones."""

from dataclasses import dataclass

import numpy as np

from parvis.engine.assign.rest import Rest
from parvis.engine.assign.types import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """Pairs by position, sorted by reviewer, then by application."""

    a: Ints
    r: Ints
    scores: Floats

    @classmethod
    def of(cls, rest: Rest, a: Ints, r: Ints) -> "Columns":
        """These pairs, each once."""
        codes = np.sort(r * len(rest.places) + a)
        codes = codes[np.concatenate([[True], codes[1:] != codes[:-1]])[: len(codes)]]
        r, a = np.divmod(codes, max(1, len(rest.places)))
        return cls(a, r, rest.scores[a, r].astype(np.float64))

    def __len__(self) -> int:
        return len(self.a)

    def holds(self, a: Ints, r: Ints, count: int) -> Flags:
        """Which of these pairs are among them, of `count` applications."""
        own, asked = self.r * count + self.a, r * count + a
        at = np.minimum(np.searchsorted(own, asked), max(0, len(own) - 1))
        found: Flags = own[at] == asked
        return found

    def more(self, rest: Rest, a: Ints, r: Ints) -> "Columns":
        """These pairs and others."""
        return Columns.of(rest, np.concatenate([self.a, a]), np.concatenate([self.r, r]))


def best(rest: Rest, count: int) -> Columns:
    """The `count` best pairs of each application that has a place, or as many as it has."""
    found_a, found_r = [_none()], [_none()]
    for start, stop in rest.blocks():
        block = rest.scores[start:stop]
        width = min(count, block.shape[1])
        if width < block.shape[1]:
            held = np.where(np.isnan(block), -np.inf, block)
            near = np.argpartition(held, -width, axis=1)[:, -width:]
        else:
            near = np.broadcast_to(np.arange(width), block.shape)
        a, r = np.repeat(np.arange(start, stop), width), near.ravel()
        use = (rest.places[a] > 0) & ~np.isnan(rest.scores[a, r])
        found_a.append(a[use])
        found_r.append(r[use].astype(np.int64))
    return Columns.of(rest, np.concatenate(found_a), np.concatenate(found_r))


def ring(rest: Rest) -> Columns:
    """Pairs that fill the places of everyone were scores no matter: each reviewer with the next applications in turn.

    Each reviewer has twice the maximal load of them, so that few are in vain where some pairs may not be.
    """
    open_ = np.flatnonzero(rest.places)
    width = np.minimum(2 * rest.high, len(open_))
    r = np.repeat(np.arange(len(width)), width)
    a = open_[np.arange(len(r)) % max(1, len(open_))]
    use = ~np.isnan(rest.scores[a, r])
    return Columns.of(rest, a[use], r[use])


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)
