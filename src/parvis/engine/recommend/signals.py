"""What speaks for a partner: each signal is a number a candidate, NaN where nothing is known.

Walks go over the whole network and say who is worth a look. All other signals are worked out for the candidates alone.
"""

from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.asking import Asking, members_of, projects_about
from parvis.engine.recommend.history import History
from parvis.engine.recommend.sparse import Matrix, filled, row, spread
from parvis.engine.recommend.topics import programme_row
from parvis.engine.recommend.types import Floats, Ints

Signals = dict[str, Floats]
SIGNALS = (
    *("ties", "fresh", "joint", "shared", "shared_ties", "walk", "family"),
    *("count", "weighed", "recent", "idle", "partners", "company", "own_count", "own_partners", "own_company"),
    *("city", "region", "kinds", "words", "programmes"),
    *("terms", "about", "programme", "programme_share", "programme_alike", "topic_walk", "topic_ties", "topic_steps"),
    *("partners_topic", "partners_programme"),
)
"""All of them; the last two lines only for a query that says what it is about."""

NEAR = 20
"""Organisations like a newcomer, from which its walk begins."""
OWN_WALK = (0.25, 5)
TOPIC_WALK = (0.3, 3)
"""How often a walk begins again, and its steps."""
FAINT = np.float32(0.02)
"""What a project is worth that has nothing to do with the topic."""
LITTLE = np.float32(1e-6)
EVERYONE = slice(None)


@dataclass(frozen=True, slots=True)
class Walks:
    """For each organisation, how near it is to the one who asks and to the topic; `topic` is None without one.

    `words` and `programme` say how near each project is to the words and to the programme of the query.
    """

    own: Floats
    words: Floats
    programme: Floats
    topic: Floats | None

    def nearness(self, weighed: Floats, of: Ints | slice = EVERYONE) -> Floats:
        """Near in the network and near the topic: the product of both walks, as a logarithm.

        Where there is no topic, those who did more (`weighed`) are nearer.
        """
        besides = np.sqrt(weighed[of] + np.float32(0.1)) if self.topic is None else self.topic[of] + LITTLE
        return np.asarray(np.log((self.own[of] + LITTLE) * besides), dtype=np.float32)


def walks_of(history: History, asking: Asking) -> Walks:
    """The walk of the one who asks, and that of the topic if there is one."""
    network = history.network
    own = network.walk(_start(history, asking), *OWN_WALK)
    if not asking.has_topic:
        none = np.zeros(len(network.weights), dtype=np.float32)
        return Walks(own, none, none, None)
    words, programme = projects_about(history, asking)
    start = np.asarray(network.back @ (_share(words) / 2 + _share(programme) / 2), dtype=np.float32)
    return Walks(own, words, programme, network.walk(start, *TOPIC_WALK))


def _start(history: History, asking: Asking) -> Floats:
    """Where the walk of the one who asks begins: at itself or, for a newcomer, at those who are like it."""
    found = np.zeros(len(history), dtype=np.float32)
    if asking.is_known:
        found[asking.at] = 1
        return found
    topics = history.topics
    like = np.asarray(topics.profiles @ row(topics.profiles, asking.at)) + history.profiles.kin(asking.at)
    like[asking.at] = 0
    near = np.argsort(-like, kind="stable")[:NEAR]
    found[near] = like[near]
    return _share(found)


def signals_of(history: History, asking: Asking, walks: Walks, candidates: Ints) -> Signals:
    """All signals of one query for these organisations."""
    ties = history.network.ties[candidates]
    found = _ties(history, asking, walks, candidates, ties)
    found |= _standing(history, asking, candidates) | _profile(history, asking, candidates)
    if walks.topic is not None:
        found |= _topic(history, asking, walks, candidates, ties)
        found["topic_walk"] = walks.topic[candidates]
    return found


def _ties(history: History, asking: Asking, walks: Walks, candidates: Ints, theirs: Matrix) -> Signals:
    """Who worked with the one who asks, and who is near in the network of projects."""
    network, at = history.network, asking.at
    ties, joint = row(network.ties, at), row(network.joint, at)
    return {
        "ties": ties[candidates],
        "fresh": row(network.fresh, at)[candidates],
        "joint": joint[candidates],
        "shared": np.asarray(filled(theirs) @ ((joint > 0) * network.rarity)),
        "shared_ties": np.asarray(theirs @ (ties * network.rarity)),
        "walk": walks.own[candidates],
        "family": np.asarray(theirs @ history.profiles.kin(at)),
    }


def _standing(history: History, asking: Asking, candidates: Ints) -> Signals:
    """How much each organisation does, and how much the one who asks does."""
    network, at = history.network, asking.at
    everyone = np.ones(len(candidates), dtype=np.float32)
    return {
        "count": network.count[candidates],
        "weighed": network.weighed[candidates],
        "recent": network.recent[candidates],
        "idle": network.idle[candidates],
        "partners": network.partners[candidates],
        "company": network.company[candidates],
        "own_count": everyone * network.count[at],
        "own_partners": everyone * network.partners[at],
        "own_company": everyone * network.company[at],
    }


def _profile(history: History, asking: Asking, candidates: Ints) -> Signals:
    """Place, kind, words and programmes of both; and how much the words of the query are theirs."""
    profiles, topics, at = history.profiles, history.topics, asking.at
    said = topics.profiles[candidates]
    found = {
        "city": _same(profiles.cities, at, candidates),
        "region": _same(profiles.regions, at, candidates),
        "kinds": profiles.lift[profiles.kinds[at]][profiles.kinds[candidates]],
        "words": np.asarray(said @ row(topics.profiles, at)),
        "programmes": np.asarray(topics.taking_part @ (topics.alike @ row(topics.activity, at)))[candidates],
    }
    if asking.has_topic:
        found["terms"] = np.asarray(said @ asking.words)
    return found


def _same(codes: Ints, at: int, candidates: Ints) -> Floats:
    if not codes[at]:
        return np.full(len(candidates), np.nan, dtype=np.float32)
    own = codes[candidates]
    return np.where(own == 0, np.float32(np.nan), (own == codes[at]).astype(np.float32))


def _topic(history: History, asking: Asking, walks: Walks, candidates: Ints, theirs: Matrix) -> Signals:
    """Who works on what the query is about, and whether with the one who asks."""
    network, topics = history.network, history.topics
    words, programme = walks.words, walks.programme
    took_part = programme_row(topics, asking.programme, len(history))[candidates]
    alike = topics.alike[asking.programme] if asking.programme >= 0 else np.zeros(len(topics.alike), dtype=np.float32)
    own = members_of(history, asking.at)
    near = (programme[own] + 2 * words[own]) / np.maximum(network.sizes[own] - 1, 1)
    topic_ties = spread(network.out, own, np.asarray(near, dtype=np.float32))
    topic_ties[asking.at] = 0
    aged = words * network.weights
    came = walks.own.copy()
    came[asking.at] += 1
    steps = (network.out @ came) * (programme + 2 * aged + FAINT)
    programme_alike = np.asarray(topics.taking_part @ alike)
    took = network.members[candidates]
    return {
        "about": np.asarray(took @ aged),
        "programme": took_part,
        "programme_share": took_part / (network.weighed[candidates] + np.float32(0.5)),
        "programme_alike": programme_alike[candidates],
        "topic_ties": topic_ties[candidates],
        "topic_steps": np.asarray(took @ (steps / network.sizes)),
        "partners_topic": np.asarray(theirs @ topic_ties),
        "partners_programme": np.asarray(theirs @ (row(network.ties, asking.at) * programme_alike)),
    }


def _share(values: Floats) -> Floats:
    total = float(values.sum())
    return values / np.float32(total) if total else values
