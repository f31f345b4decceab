"""Panels of which the truth is known."""

import numpy as np

from parvis.engine.scores import reviews_of


def panel(applications=60, people=20, each=3, *, seed=0, quality=1.0, leniency=0.8, noise=0.8):
    """Reviews, the true qualities and the true leniencies."""
    random = np.random.default_rng(seed)
    good, mild = random.normal(0, quality, applications), random.normal(0, leniency, people)
    rows = [
        (f"a{a:04}", f"r{r:04}", float(5 + good[a] + mild[r] + random.normal(0, noise)))
        for a in range(applications)
        for r in random.choice(people, each, replace=False)
    ]
    return reviews_of(rows, [f"a{a:04}" for a in range(applications)]), good, mild


def order(values):
    """Their ranks."""
    return np.argsort(np.argsort(values))


def agreement(left, right):
    """Spearman's correlation."""
    return float(np.corrcoef(order(left), order(right))[0, 1])
