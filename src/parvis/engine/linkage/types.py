"""What linking reads and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Record:
    """An organisation as one register, or one person who typed it, describes it.

    `parents` are names, or ids of other records of the same reference. `identifiers` are pairs of a scheme (siren,
    siret, finess, rnsr, ror) and a value.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    city: str = ""
    postcode: str = ""
    country: str = ""
    website: str = ""
    parents: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was compared: the feature, the log-odds that it adds, and both values."""

    feature: str
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A record and the organisation of the reference that it names, with the probability and the reasons."""

    id: str
    reference_id: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side.

    `forbidden` when both hold a strong identifier of the same kind and these contradict one another: then the score is
    0, whatever the names say.
    """

    score: float
    reasons: tuple[Reason, ...] = ()
    forbidden: bool = False

    @property
    def agreeing(self) -> tuple[Reason, ...]:
        """What speaks for the same organisation, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.weight > 0), key=lambda r: -r.weight))

    @property
    def against(self) -> tuple[Reason, ...]:
        """What speaks for two organisations, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.weight < 0), key=lambda r: r.weight))


@dataclass(frozen=True, slots=True)
class Clustering:
    """Ids of records that are the same organisation, and how sure each record's place is (0 to 1)."""

    clusters: tuple[tuple[str, ...], ...]
    scores: Mapping[str, float] = field(default_factory=dict)
