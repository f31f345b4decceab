"""Whether an answer is what the model says, held against the marks themselves and not against the way it was found."""

from collections.abc import Iterator

import numpy as np

from parvis.engine.scores.mixture import below
from parvis.engine.scores.types import Comparable, Floats, Node, Reviews

NEAR = 1e-6
"""Difference, as a share of the spread of marks, below which two numbers are the same."""


def verify(reviews: Reviews, answer: Comparable) -> list[str]:
    """Sentences about what is wrong; none when all is right."""
    return [*_nodes(reviews, answer), *_sums(reviews, answer), *_intervals(answer), *_chances(answer)]


def _nodes(reviews: Reviews, answer: Comparable) -> Iterator[str]:
    """For each division of the spread, the equations of Henderson hold for what was found."""
    if abs(sum(node.weight for node in answer.nodes) - 1) > NEAR:
        yield "the weights of the divisions do not sum up to 1"
    allowed = NEAR * (np.ptp(reviews.marks) + 1) * len(reviews.marks)
    for at, node in enumerate(answer.nodes):
        worst = max(float(np.abs(side).max()) for side in _equations(reviews, node))
        if worst > allowed:
            yield f"division {at} misses its equations by {worst:.3g}"


def _equations(reviews: Reviews, node: Node) -> Iterator[Floats]:
    rest = reviews.marks - node.mean - node.quality[reviews.a] - node.leniency[reviews.r]
    yield rest.sum(keepdims=True)
    shares = node.shares
    of_quality = np.bincount(reviews.a, rest, minlength=len(node.quality))
    yield of_quality - shares.noise / shares.quality * node.quality
    of_leniency = np.bincount(reviews.r, rest, minlength=len(node.leniency))
    yield of_leniency - shares.noise / shares.leniency * node.leniency


def _sums(reviews: Reviews, answer: Comparable) -> Iterator[str]:
    allowed = NEAR * (np.ptp(reviews.marks) + 1)
    each = np.bincount(reviews.a, minlength=len(reviews.applications))
    if (each != answer.reviews).any():
        yield "the reviews of an application are not counted right"
    sums = np.bincount(reviews.a, reviews.marks, minlength=len(each))
    if (np.abs(np.nan_to_num(answer.raw) * each - sums) > allowed * np.maximum(each, 1)).any():
        yield "a raw mark is not the mean of its reviews"
    marks, leniency = (
        sum((node.weight * of(node) for node in answer.nodes), start=np.zeros(1)) for of in (_marks, _leniency)
    )
    if (np.abs(answer.adjusted - marks) > allowed).any() or (np.abs(answer.leniency - leniency) > allowed).any():
        yield "an adjusted mark or a leniency is not the mean over the divisions"


def _marks(node: Node) -> Floats:
    return node.mean + node.quality


def _leniency(node: Node) -> Floats:
    return node.leniency


def _intervals(answer: Comparable) -> Iterator[str]:
    weights = np.array([node.weight for node in answer.nodes])
    marks = np.array([_marks(node) for node in answer.nodes]), np.array([node.scales for node in answer.nodes])
    people = np.array([node.leniency for node in answer.nodes]), np.array([one.leniency_scales for one in answer.nodes])
    for what, (centres, scales), part in (
        (answer.low, marks, 0.05),
        (answer.high, marks, 0.95),
        (answer.leniency_low, people, 0.05),
        (answer.leniency_high, people, 0.95),
    ):
        if (np.abs(below(what, weights, centres, scales, answer.freedom) - part) > NEAR).any():
            yield "an interval does not hold the middle 90 %"


def _chances(answer: Comparable) -> Iterator[str]:
    if answer.chance is None:
        return
    if ((answer.chance < 0) | (answer.chance > 1)).any():
        yield "a chance is not between 0 and 1"
    if abs(answer.chance.sum() - min(answer.top, len(answer.chance))) > NEAR * len(answer.chance):
        yield "the chances do not sum up to the places"
