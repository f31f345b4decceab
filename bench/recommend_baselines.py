"""What suggestions are compared with: each gives a number to every organisation for one query."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.dedupe import splink_folder
from parvis.engine.recommend import History
from parvis.engine.recommend.asking import Asking
from parvis.engine.recommend.signals import Signals
from parvis.engine.recommend.sparse import row

Baseline = Callable[[History, Asking, Signals], Any]
LITTLE = 1e-7


def popularity(history: History, _asking: Asking, _signals: Signals) -> Any:
    """How many projects it took part in."""
    return history.network.count


def direct_ties(_history: History, _asking: Asking, signals: Signals) -> Any:
    """How many projects both have together."""
    return signals["joint"]


def common_partners(history: History, asking: Asking, _signals: Signals) -> Any:
    """How many partners both have in common."""
    return history.network.linked @ row(history.network.linked, asking.at)


def adamic_adar(_history: History, _asking: Asking, signals: Signals) -> Any:
    """Common partners, the rarer the better."""
    return signals["shared"]


def pagerank(history: History, asking: Asking, _signals: Signals) -> Any:
    """Personalised PageRank over ties that are counted, without any age."""
    ties = history.network.joint
    found = start = (np.arange(len(history)) == asking.at).astype(np.float32)
    degree = np.maximum(np.asarray(ties.sum(axis=1)).ravel(), 1)
    for _step in range(15):
        found = 0.15 * start + 0.85 * (ties @ (found / degree))
    return found


def topic_by_degree(history: History, _asking: Asking, signals: Signals) -> Any:
    """How near the topic is, by the square root of the number of partners."""
    if "topic_walk" not in signals:
        return np.sqrt(history.network.partners)
    topic = signals["terms"] + signals["programme_alike"] / max(float(signals["programme_alike"].max()), LITTLE)
    return topic * np.sqrt(history.network.partners)


def walk_by_topic(_history: History, _asking: Asking, signals: Signals) -> Any:
    """The product of our walk and our walk of the topic, with nothing learnt."""
    found = np.log(signals["walk"] + LITTLE)
    return found + np.log(signals["topic_walk"] + LITTLE) if "topic_walk" in signals else found


class Als:
    """Alternating least squares over who worked with whom, by `implicit` (requirements/bench.txt)."""

    def __init__(self, history: History) -> None:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        if importlib.util.find_spec("implicit") is None:
            sys.path.append(str(splink_folder()))
        from implicit.als import AlternatingLeastSquares

        model = AlternatingLeastSquares(factors=64, iterations=15, alpha=10, random_state=1, num_threads=1)
        model.fit(history.network.joint, show_progress=False)
        self.asking, self.answering = model.user_factors, model.item_factors

    def __call__(self, _history: History, asking: Asking, _signals: Signals) -> Any:
        """The product of the factors of both."""
        return self.answering @ self.asking[asking.at]


BASELINES: dict[str, Baseline] = {
    "popularity": popularity,
    "direct ties": direct_ties,
    "common partners": common_partners,
    "Adamic-Adar": adamic_adar,
    "personalised PageRank": pagerank,
    "topic × √degree": topic_by_degree,
    "walk × topic": walk_by_topic,
}


def baselines(history: History) -> dict[str, Baseline]:
    """All that can be had; ALS only where `implicit` is installed."""
    try:
        return {**BASELINES, "ALS (implicit)": Als(history)}
    except (ImportError, subprocess.CalledProcessError):
        return BASELINES
