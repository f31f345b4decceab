"""What organisations say of themselves: where they are, what they are, whose they are, and in what words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.network import Network
from parvis.engine.recommend.sparse import Matrix, inverse, matrix, row, sums
from parvis.engine.recommend.types import Floats, Ints, Organisation
from parvis.engine.text.fold import fold

RARE = 1.0
"""Ties between two kinds that are added, so that a few do not look like a rule."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Codes of places and kinds, 0 for unknown; `lift` says how much more often two kinds work together than by chance
    (its logarithm). `families` is organisations by parents, in which a parent is of its own family."""

    cities: Ints
    regions: Ints
    kinds: Ints
    lift: Floats
    families: Matrix
    family_weights: Floats
    parents: tuple[str, ...]

    def kin(self, at: int) -> Floats:
        """How near other organisations are by their parents: the fewer a parent has, the nearer they are."""
        found = np.asarray(self.families @ (row(self.families, at) * self.family_weights), dtype=np.float32)
        found[at] = 0
        return found


def profiles_of(organisations: Sequence[Organisation], network: Network) -> Profiles:
    """The profiles of organisations in their order."""
    kinds = _codes(one.kind for one in organisations)
    parents = tuple(sorted({parent for one in organisations for parent in one.parents}))
    families = _families(organisations, parents)
    return Profiles(
        cities=_codes(one.city for one in organisations),
        regions=_codes(one.region for one in organisations),
        kinds=kinds,
        lift=_lift(kinds, network),
        families=families,
        family_weights=inverse(sums(families, 0)),
        parents=parents,
    )


def _codes(values: Iterable[str]) -> Ints:
    codes: dict[str, int] = {"": 0}
    return np.array([codes.setdefault(fold(value).strip(), len(codes)) for value in values], dtype=np.int64)


def _lift(kinds: Ints, network: Network) -> Floats:
    count = int(kinds.max(initial=0)) + 1
    pairs = network.joint.tocoo()
    ties = np.zeros((count, count))
    np.add.at(ties, (kinds[pairs.row], kinds[pairs.col]), 1)
    expected = np.outer(ties.sum(axis=1), ties.sum(axis=0)) / max(ties.sum(), 1)
    found = np.asarray(np.log((ties + RARE) / (expected + RARE)), dtype=np.float32)
    found[0], found[:, 0] = np.nan, np.nan
    return found


def _families(organisations: Sequence[Organisation], parents: Sequence[str]) -> Matrix:
    numbered = {parent: at for at, parent in enumerate(parents)}
    places = [(at, numbered[parent]) for at, one in enumerate(organisations) for parent in dict.fromkeys(one.parents)]
    places += [(at, numbered[one.id]) for at, one in enumerate(organisations) if one.id in numbered]
    rows, columns = (np.array([pair[side] for pair in places], dtype=np.int64) for side in (0, 1))
    found = matrix(rows, columns, (len(organisations), len(parents)))
    found.data[:] = 1
    return found
