"""What speaks for a partner: each signal is a number for every organisation at once, NaN where nothing is known."""

import numpy as np

from parvis.engine.recommend.asking import Asking, members_of, projects_about
from parvis.engine.recommend.history import History
from parvis.engine.recommend.sparse import row
from parvis.engine.recommend.topics import programme_row
from parvis.engine.recommend.types import Floats

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


def signals_of(history: History, asking: Asking) -> Signals:
    """All signals of one query."""
    found = _ties(history, asking) | _standing(history, asking) | _profile(history, asking)
    return found | _topic(history, asking, found["walk"]) if asking.has_topic else found


def _ties(history: History, asking: Asking) -> Signals:
    """Who worked with the one who asks, and who is near in the network of projects."""
    network, at = history.network, asking.at
    ties, joint = row(network.ties, at), row(network.joint, at)
    partners = (joint > 0).astype(np.float32)
    kin = history.profiles.kin(at)
    return {
        "ties": ties,
        "fresh": row(network.fresh, at),
        "joint": joint,
        "shared": np.asarray(network.linked @ (partners * network.rarity)),
        "shared_ties": np.asarray(network.ties @ (ties * network.rarity)),
        "walk": network.walk(_start(history, asking, kin), *OWN_WALK),
        "family": np.asarray(network.ties @ kin),
    }


def _start(history: History, asking: Asking, kin: Floats) -> Floats:
    """Where the walk of the one who asks begins: at itself or, for a newcomer, at those who are like it."""
    found = np.zeros(len(history), dtype=np.float32)
    if asking.is_known:
        found[asking.at] = 1
        return found
    topics = history.topics
    like = np.asarray(topics.profiles @ row(topics.profiles, asking.at)) + kin
    like[asking.at] = 0
    near = np.argsort(-like, kind="stable")[:NEAR]
    found[near] = like[near]
    total = float(found.sum())
    return found / np.float32(total) if total else found


def _standing(history: History, asking: Asking) -> Signals:
    """How much each organisation does, and how much the one who asks does."""
    network, at = history.network, asking.at
    everyone = np.ones(len(history), dtype=np.float32)
    return {
        "count": network.count,
        "weighed": network.weighed,
        "recent": network.recent,
        "idle": network.idle,
        "partners": network.partners,
        "company": network.company,
        "own_count": everyone * network.count[at],
        "own_partners": everyone * network.partners[at],
        "own_company": everyone * network.company[at],
    }


def _profile(history: History, asking: Asking) -> Signals:
    """Place, kind, words and programmes of both."""
    profiles, topics, at = history.profiles, history.topics, asking.at
    return {
        "city": _same(profiles.cities, at),
        "region": _same(profiles.regions, at),
        "kinds": profiles.lift[profiles.kinds[at]][profiles.kinds],
        "words": np.asarray(topics.profiles @ row(topics.profiles, at)),
        "programmes": np.asarray(topics.activity @ (topics.alike @ row(topics.activity, at))),
    }


def _same(codes: np.ndarray[tuple[int], np.dtype[np.int64]], at: int) -> Floats:
    if not codes[at]:
        return np.full(len(codes), np.nan, dtype=np.float32)
    return np.where(codes == 0, np.float32(np.nan), (codes == codes[at]).astype(np.float32))


def _topic(history: History, asking: Asking, walk: Floats) -> Signals:
    """Who works on what the query is about, and whether with the one who asks."""
    network, topics = history.network, history.topics
    words, programme = projects_about(history, asking)
    took_part = programme_row(topics, asking.programme, len(history))
    alike = topics.alike[asking.programme] if asking.programme >= 0 else np.zeros(len(topics.alike), dtype=np.float32)
    own = members_of(history, asking.at)
    near = np.zeros(len(words), dtype=np.float32)
    near[own] = (programme + 2 * words)[own] / np.maximum(network.sizes[own] - 1, 1)
    steps = (network.out @ (walk + row_of(len(history), asking.at))) * (programme + 2 * words * network.weights + FAINT)
    start = network.back @ (_share(words) / 2 + _share(programme) / 2)
    topic_ties = np.asarray(network.members @ near, dtype=np.float32)
    topic_ties[asking.at] = 0
    programme_alike = np.asarray(topics.activity @ alike)
    return {
        "terms": np.asarray(topics.profiles @ asking.words),
        "about": np.asarray(network.members @ (words * network.weights)),
        "programme": took_part,
        "programme_share": took_part / (network.weighed + np.float32(0.5)),
        "programme_alike": programme_alike,
        "topic_walk": network.walk(np.asarray(start, dtype=np.float32), *TOPIC_WALK),
        "topic_ties": topic_ties,
        "topic_steps": np.asarray(network.back @ steps),
        "partners_topic": np.asarray(network.ties @ topic_ties),
        "partners_programme": np.asarray(network.ties @ (row(network.ties, asking.at) * programme_alike)),
    }


def row_of(length: int, at: int) -> Floats:
    """Nothing but one place."""
    found = np.zeros(length, dtype=np.float32)
    found[at] = 1
    return found


def _share(values: Floats) -> Floats:
    total = float(values.sum())
    return values / np.float32(total) if total else values
