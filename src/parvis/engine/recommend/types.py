"""What the engine of suggestions reads and what it answers."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Participation:
    """An organisation that took part in a project."""

    project: str
    organisation: str
    year: int


@dataclass(frozen=True, slots=True)
class Project:
    """What a project was about: words in any language, and the programme that paid for it."""

    id: str
    terms: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The profile of an organisation; `parents` are ids of this list, or names."""

    id: str
    name: str = ""
    city: str = ""
    region: str = ""
    kind: str = ""
    terms: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Who asks for partners and, if that is known, what for."""

    id: str
    organisation: str
    terms: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a suggestion: how much (in log-odds), and the facts that its sentence names."""

    kind: str
    weight: float
    count: int = 0
    year: int = 0
    names: tuple[str, ...] = ()


FIRST = frozenset({"joint"})
"""Kinds of reasons that a person would say before anything else, whatever they weigh."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A partner for the one who asked; the score is the estimated probability of a joint project."""

    query: str
    rank: int
    organisation: str
    score: float
    reasons: tuple[Reason, ...] = ()
