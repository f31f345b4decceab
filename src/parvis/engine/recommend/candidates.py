"""Those who are worth a closer look, and what each of them has beside the others."""

import numpy as np

from parvis.engine.recommend.asking import Asking
from parvis.engine.recommend.history import History
from parvis.engine.recommend.signals import SIGNALS, Signals
from parvis.engine.recommend.types import Flags, Floats, Ints

MOST = 300
LITTLE = np.float32(1e-6)

BESIDE = (
    *("walk", "shared_ties", "latent", "programmes", "ties", "fresh"),
    *("topic_walk", "topic_steps", "topic_ties", "programme", "programme_alike", "nearness"),
    *("partners_topic", "partners_programme"),
)
"""Signals that are also looked at by their rank among the candidates; and as a share of the best, when positive."""
SIGNED = frozenset({"latent", "nearness"})
FEATURES = (
    *SIGNALS,
    "latent",
    "nearness",
    *(f"{name}_rank" for name in BESIDE),
    *(f"{name}_share" for name in BESIDE if name not in SIGNED),
)
"""All columns that a ranker may read."""


def nearness(signals: Signals) -> Floats:
    """Near in the network, and near the topic: the product of both walks, as a logarithm."""
    walk = np.log(signals["walk"] + LITTLE)
    if "topic_walk" in signals:
        return np.asarray(walk + np.log(signals["topic_walk"] + LITTLE), dtype=np.float32)
    return np.asarray(walk + np.log(signals["weighed"] + np.float32(0.1)) / 2, dtype=np.float32)


def candidates_of(
    signals: Signals, asking: Asking, barred: Flags | None = None, bonus: Floats | None = None, most: int = MOST
) -> Ints:
    """The nearest organisations, in the order of their numbers; never the one who asks or one that is barred."""
    near = nearness(signals)
    if bonus is not None:
        near += bonus
    near[asking.at] = -np.inf
    if barred is not None:
        near[barred] = -np.inf
    found = np.sort(np.argpartition(-near, most)[:most]) if len(near) > most else np.arange(len(near))
    return found[np.isfinite(near[found])].astype(np.int64)


def features_of(history: History, asking: Asking, signals: Signals, candidates: Ints) -> dict[str, Floats]:
    """The columns that the ranker reads, one value a candidate."""
    found = {name: values[candidates] for name, values in signals.items()}
    found["latent"] = history.latent.right[candidates] @ history.latent.left[asking.at]
    found["nearness"] = nearness({name: found[name] for name in ("walk", "weighed", "topic_walk") if name in found})
    for name in BESIDE:
        if name in found:
            values = found[name]
            found[f"{name}_rank"] = _ranks(values)
            if name not in SIGNED:
                found[f"{name}_share"] = values / (values.max(initial=0) + np.float32(1e-12))
    return found


def _ranks(values: Floats) -> Floats:
    found = np.empty(len(values), dtype=np.float32)
    found[np.argsort(-values, kind="stable")] = np.arange(len(values), dtype=np.float32)
    return found
