"""Those who are worth a closer look, and what each of them has beside the others."""

import numpy as np

from parvis.engine.recommend.asking import Asking
from parvis.engine.recommend.history import History
from parvis.engine.recommend.signals import SIGNALS, Walks, signals_of
from parvis.engine.recommend.types import Flags, Floats, Ints

MOST = 300

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


def candidates_of(
    history: History,
    asking: Asking,
    walks: Walks,
    barred: Flags | None = None,
    bonus: Floats | None = None,
    most: int = MOST,
) -> Ints:
    """The nearest organisations, in the order of their numbers; never the one who asks or one that is barred."""
    near = walks.nearness(history.network.weighed)
    if bonus is not None:
        near += bonus
    near[asking.at] = -np.inf
    if barred is not None:
        near[barred] = -np.inf
    found = np.sort(np.argpartition(-near, most)[:most]) if len(near) > most else np.arange(len(near))
    return found[np.isfinite(near[found])].astype(np.int64)


def features_of(history: History, asking: Asking, walks: Walks, candidates: Ints) -> dict[str, Floats]:
    """The columns that the ranker reads, one value a candidate."""
    found = signals_of(history, asking, walks, candidates)
    found["latent"] = history.latent.right[candidates] @ history.latent.left[asking.at]
    found["nearness"] = walks.nearness(history.network.weighed, candidates)
    names = [name for name in BESIDE if name in found]
    columns = np.stack([found[name] for name in names])
    shares = columns / (columns.max(axis=1, initial=0, keepdims=True) + np.float32(1e-12))
    for name, ranks, share in zip(names, _ranks(columns), shares, strict=True):
        found[f"{name}_rank"] = ranks
        if name not in SIGNED:
            found[f"{name}_share"] = share
    return found


def _ranks(columns: Floats) -> Floats:
    """The place of each value in its row, the greatest first."""
    found = np.empty_like(columns)
    places = np.arange(columns.shape[1], dtype=np.float32)
    np.put_along_axis(found, np.argsort(-columns, axis=1, kind="stable"), places[None], axis=1)
    return found
