"""Who asks, and what for, as numbers of a history."""

from dataclasses import dataclass, replace

import numpy as np

from parvis.engine.recommend.history import History
from parvis.engine.recommend.types import Floats, Ints, Query


@dataclass(frozen=True, slots=True)
class Asking:
    """One query: the place of the organisation, words, and the place of the programme (-1 for none that is known)."""

    query: Query
    at: int
    words: Floats
    text: str
    """What it looks for, in its own words."""
    programme: int
    is_known: bool
    """Whether the organisation has ever worked with another one."""

    @property
    def has_topic(self) -> bool:
        """Whether it says what it is about."""
        return self.programme >= 0 or bool(self.words.any())


def asking_of(history: History, query: Query) -> Asking:
    """The query as numbers. Raises KeyError when the organisation is unknown.

    A newcomer that says nothing of what it looks for is taken to look for what its profile is about.
    """
    at = history.index[query.organisation]
    is_known = bool(history.network.partners[at])
    terms = query.terms
    if not terms and not query.programme and not is_known:
        terms = history.organisations[at].terms
    programme = history.topics.programmes.get(query.programme, -1)
    return Asking(query, at, history.topics.vector(terms), terms, programme, is_known)


def without_topic(asking: Asking) -> Asking:
    """The same without what it is about."""
    return replace(asking, words=np.zeros_like(asking.words), text="", programme=-1)


def projects_about(history: History, asking: Asking) -> tuple[Floats, Floats]:
    """For each project how near its words are to those of the query, and how near its programme is, by age."""
    topics, weights = history.topics, history.network.weights
    words = np.asarray(topics.about @ asking.words, dtype=np.float32)
    if asking.programme < 0:
        return words, np.zeros(len(weights), dtype=np.float32)
    alike = np.append(topics.alike[asking.programme], np.float32(0))  # the last one is for projects of no programme
    return words, np.asarray(alike[topics.programme] * weights, dtype=np.float32)


def members_of(history: History, at: int) -> Ints:
    """The projects of an organisation."""
    members = history.network.members
    return np.asarray(members.indices[members.indptr[at] : members.indptr[at + 1]], dtype=np.int64)
