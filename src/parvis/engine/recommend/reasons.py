"""Why an organisation is suggested: facts that are true of it and the one who asks, in the order of their weight."""

from collections.abc import Callable, Mapping

import numpy as np

from parvis.engine.recommend.asking import Asking, members_of
from parvis.engine.recommend.candidates import FEATURES
from parvis.engine.recommend.history import History
from parvis.engine.recommend.network import RECENT
from parvis.engine.recommend.sparse import Matrix, gathered, places, row
from parvis.engine.recommend.types import FIRST, Ints, Reason

NAMED = 2
"""Names that a reason shows."""

Fact = Callable[[History, Asking, int], Reason | None]


def reasons_of(history: History, asking: Asking, other: int, weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """All that can be said: projects of both together first, then what weighs most.

    A reason weighs what the features that it stands for add together.
    What is true but weighs against the suggestion comes last, with its weight.
    """
    found = []
    for fact, features in FACTS:
        reason = fact(history, asking, other)
        if reason is not None:
            weight = round(sum([weights.get(name, 0.0) for name in features]), 3)
            found.append(Reason(reason.kind, weight, reason.count, reason.year, reason.names))
    if weights.get("text", 0.0) > 0:
        found.append(Reason("text", round(weights["text"], 3)))
    return tuple(sorted(found, key=lambda reason: (reason.kind not in FIRST, -reason.weight)))


def _projects(history: History, kind: str, projects: Ints, names: tuple[str, ...] = ()) -> Reason | None:
    if not len(projects):
        return None
    return Reason(kind, 0.0, len(projects), int(history.network.years[projects].max()), names)


def _common(of: Matrix, at: int, other: int) -> Ints:
    """Where two rows are both not 0."""
    theirs = places(of, other)
    return np.sort(theirs[row(of, at)[theirs] > 0])


def joint(history: History, asking: Asking, other: int) -> Reason | None:
    """Projects of both together."""
    return _projects(history, "joint", _common(history.network.members, asking.at, other))


def family(history: History, asking: Asking, other: int) -> Reason | None:
    """Projects with others of the same parents, the rarest parent named."""
    profiles, network = history.profiles, history.network
    own = places(profiles.families, asking.at)
    if not len(own):
        return None
    parent = int(own[np.argmax(profiles.family_weights[own])])
    kin = np.flatnonzero(np.asarray(profiles.families[:, parent].todense()).ravel())
    kin = kin[(kin != asking.at) & (kin != other)]
    theirs, _lengths = gathered(network.members, kin)
    projects = np.intersect1d(theirs, members_of(history, other))
    return _projects(history, "family", projects, (name_of(history, profiles.parents[parent]),))


def shared(history: History, asking: Asking, other: int) -> Reason | None:
    """Partners in common, those with the fewest other partners named."""
    network = history.network
    both = _common(network.joint, asking.at, other)
    if not len(both):
        return None
    order = both[np.lexsort((both, -network.rarity[both]))][:NAMED]
    return Reason("shared", 0.0, len(both), 0, tuple(name_of(history, history.organisations[at].id) for at in order))


def programme(history: History, asking: Asking, other: int) -> Reason | None:
    """Its projects in the programme that is asked for."""
    own = members_of(history, other)
    projects = own[history.topics.programme[own] == asking.programme] if asking.programme >= 0 else own[:0]
    return _projects(history, "programme", projects, (asking.query.programme,))


def programmes(history: History, asking: Asking, other: int) -> Reason | None:
    """Programmes that both took part in."""
    both = _common(history.topics.activity, asking.at, other)
    if not len(both):
        return None
    return Reason("programmes", 0.0, len(both), 0, tuple(history.topics.named[at] for at in both.tolist()[:NAMED]))


def terms(history: History, asking: Asking, other: int) -> Reason | None:
    """Projects of it about what is asked for."""
    topics = history.topics
    own = members_of(history, other)
    words, lengths = gathered(topics.about, own)
    wanted = asking.words[words] > 0
    projects = np.unique(np.repeat(own, lengths)[wanted])
    said = tuple(topics.spelt[at] for at in np.unique(words[wanted])[:NAMED].tolist())
    return _projects(history, "terms", projects, said)


def profile(history: History, asking: Asking, other: int) -> Reason | None:
    """Words of its profile or its projects that are also those of the one who asks, or of the query."""
    topics = history.topics
    theirs = places(topics.profiles, other)
    both = (row(topics.profiles, asking.at) + asking.words)[theirs] * row(topics.profiles, other)[theirs]
    best = np.lexsort((theirs, -both))[:NAMED]
    said = tuple(topics.spelt[theirs[at]] for at in best.tolist() if both[at] > 0)
    return Reason("profile", 0.0, len(said), 0, said) if said else None


def place(history: History, asking: Asking, other: int) -> Reason | None:
    """The same city or, at least, the same region."""
    profiles, organisations = history.profiles, history.organisations
    if profiles.cities[other] and profiles.cities[other] == profiles.cities[asking.at]:
        return Reason("city", 0.0, names=(organisations[other].city,))
    if profiles.regions[other] and profiles.regions[other] == profiles.regions[asking.at]:
        return Reason("region", 0.0, names=(organisations[other].region,))
    return None


def kinds(history: History, asking: Asking, other: int) -> Reason | None:
    """Two different kinds that work together more often than by chance."""
    profiles, organisations = history.profiles, history.organisations
    lift = profiles.lift[profiles.kinds[asking.at], profiles.kinds[other]]
    if not lift > 0 or profiles.kinds[asking.at] == profiles.kinds[other]:
        return None
    return Reason("kinds", 0.0, names=(organisations[asking.at].kind, organisations[other].kind))


def active(history: History, _asking: Asking, other: int) -> Reason | None:
    """Projects of the last years."""
    own = members_of(history, other)
    recent = own[history.network.years[own] >= history.before - RECENT]
    return _projects(history, "active", recent) or _projects(history, "experienced", own)


def name_of(history: History, name: str) -> str:
    """The name of an organisation by its id; what is no id is a name already."""
    at = history.index.get(name)
    return (history.organisations[at].name or name) if at is not None else name


def _all(*names: str) -> tuple[str, ...]:
    """Features by their signals."""
    found = (f"{name}{form}" for name in names for form in ("", "_rank", "_share"))
    return tuple(name for name in found if name in FEATURES)


FACTS: tuple[tuple[Fact, tuple[str, ...]], ...] = (
    (joint, _all("ties", "fresh", "joint", "topic_ties")),
    (family, _all("family")),
    (shared, _all("shared", "shared_ties", "walk", "latent", "nearness", "partners_topic", "partners_programme")),
    (programme, _all("programme", "programme_alike", "topic_walk", "topic_steps")),
    (programmes, _all("programmes")),
    (terms, _all("terms", "about")),
    (profile, _all("words")),
    (place, _all("city", "region")),
    (kinds, _all("kinds")),
    (active, _all("count", "weighed", "recent", "idle", "partners", "company")),
)
"""What can be said, and the features that it stands for."""
