"""Marks of strict and generous reviewers: how much nearer to the truth adjusting brings, and whether intervals hold."""

import time

import numpy as np
from scipy.stats import spearmanr

from bench.report import Report, Table

REVIEWS = 3
SIZES = ((40, 12, 40), (200, 60, 20), (2_000, 600, 3))
"""Applications, reviewers, and how many panels are drawn."""
QUALITY, LENIENCY, NOISE = 12.0, 9.0, 12.0
BEST = 100


def measure(*, quick: bool) -> Report:
    """Each size and each kind of marks, over panels of which the truth is known."""
    table = Table(
        (
            "size",
            "marks",
            "panels",
            "seconds of processor",
            "raw",
            "adjusted",
            "first tenth, raw",
            "first tenth, adjusted",
            "in the interval",
            "leniency in its",
        ),
        before="Three reviews for each application. On a scale of 100, qualities differ by 12 (standard deviation), "
        "reviewers by 9, and chance adds 12. *As the model*: marks are any number. *Whole*: four criteria with marks "
        "from 0 to 5, which the model does not know. *Strict and far*: one reviewer in six marks 25 lower than others, "
        "and is not normal at all. **raw** and **adjusted** are Spearman's correlation of the order with the true one; "
        "**first tenth** is the part of the truly best tenth that is found; intervals should hold the truth in 90 % of "
        "the cases.",
    )
    for applications, people, panels in SIZES[:1] if quick else SIZES:
        for kind in ("as the model", "whole", "strict and far"):
            table.rows.append(_row(applications, people, panels, kind))
    return Report("scores", "Measures of comparable scores", [table])


def _row(applications: int, people: int, panels: int, kind: str) -> tuple[object, ...]:
    found = np.array([_panel(applications, people, kind, seed) for seed in range(panels)])
    seconds, raw, adjusted, first_raw, first, covered, lenient = found.mean(axis=0)
    return (
        f"{applications:,} × {people:,}",
        kind,
        panels,
        f"{seconds:.2f}",
        f"{raw:.3f}",
        f"{adjusted:.3f}",
        f"{first_raw:.0%}",
        f"{first:.0%}",
        f"{covered:.1%}",
        f"{lenient:.1%}",
    )


def _panel(applications: int, people: int, kind: str, seed: int) -> tuple[float, ...]:
    from parvis.engine.scores import comparable, reviews_of, verify

    random = np.random.default_rng(seed)
    quality = 55 + random.normal(0, QUALITY, applications)
    leniency = _leniency(people, kind, random)
    a, r = pairs(applications, people, random)
    marks = _marked(quality[a] + leniency[r], kind, random)
    truth = _truth(quality, leniency, kind, random)
    rows = ((f"{one:06}", f"{who:06}", float(mark)) for one, who, mark in zip(a, r, marks, strict=True))
    reviews = reviews_of(rows)
    top = applications // 10
    began = time.process_time()
    answer = comparable(reviews, top=top, scale=BEST)
    seconds = time.process_time() - began
    if faults := verify(reviews, answer):
        raise RuntimeError(faults[0])
    of_people = leniency - leniency.mean()
    return (
        seconds,
        spearmanr(truth, answer.raw).statistic,
        spearmanr(truth, answer.adjusted).statistic,
        _hits(truth, answer.raw, top),
        _hits(truth, answer.adjusted, top),
        float(np.mean((answer.low <= truth) & (truth <= answer.high))),
        float(np.mean((answer.leniency_low <= of_people) & (of_people <= answer.leniency_high))),
    )


def pairs(applications: int, people: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Three reviewers for each application, with loads that differ by one at most."""
    order = np.concatenate([random.permutation(people) for _turn in range(-(-applications * REVIEWS // people))])
    return np.arange(applications).repeat(REVIEWS), order[: applications * REVIEWS]


def _leniency(people: int, kind: str, random: np.random.Generator) -> np.ndarray:
    if kind != "strict and far":
        return random.normal(0, LENIENCY, people)
    found = random.normal(0, 3, people)
    found[: people // 6] -= 25
    return found


def _marked(expected: np.ndarray, kind: str, random: np.random.Generator) -> np.ndarray:
    """Marks that are given: the noise is shared between the criteria and each of them."""
    noisy = expected + random.normal(0, NOISE, expected.shape)
    if kind != "whole":
        return noisy
    criteria = noisy[..., None] / 20 + random.normal(0, 0.5, (*noisy.shape, 4))
    return np.clip(np.round(criteria), 0, 5).mean(axis=-1) * 20


def _truth(quality: np.ndarray, leniency: np.ndarray, kind: str, random: np.random.Generator) -> np.ndarray:
    """The mean of what all reviewers would have given."""
    if kind != "whole":
        return quality + leniency.mean()
    many = random.choice(leniency, 400)
    return _marked(quality[:, None] + many, kind, random).mean(axis=1)


def _hits(truth: np.ndarray, marks: np.ndarray, top: int) -> float:
    best = set(np.argsort(-truth)[:top])
    return len(best & set(np.argsort(-marks, kind="stable")[:top])) / top
