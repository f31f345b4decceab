"""Comparable marks from reviews."""

import numpy as np
from scipy import linalg, sparse
from scipy.sparse import csgraph
from threadpoolctl import threadpool_limits

from parvis.engine.scores.divisions import divisions
from parvis.engine.scores.draws import chances
from parvis.engine.scores.mixture import quantile
from parvis.engine.scores.model import Model, Solved, model_of
from parvis.engine.scores.types import Comparable, Doubt, Node, Reviews, Shares

DRAWS = 4_000
MIDDLE = 0.9
"""The part of what is probable that lies between `low` and `high`."""
FEW = 3
"""A reviewer with fewer reviews is hardly known."""


def comparable(
    reviews: Reviews, *, top: int = 0, scale: float | None = None, draws: int = DRAWS, seed: int = 0
) -> Comparable:
    """Marks as a reviewer neither strict nor generous would give them, with intervals.

    With `top`, also the chance of each application to be among the first so many, from `draws` draws. `scale` is the
    width of the scale of marks. Raises ValueError where there is no review.
    """
    with threadpool_limits(1, "blas"):  # several threads are slower here, and may add in another order
        return _comparable(reviews, model_of(reviews, scale), top=top, draws=draws, seed=seed)


def _comparable(reviews: Reviews, model: Model, *, top: int, draws: int, seed: int) -> Comparable:
    weighed = divisions(model)
    nodes = tuple(_node(model, weight, one) for weight, one in weighed)
    weights = np.array([node.weight for node in nodes])
    marks = np.array([node.mean + node.quality for node in nodes])
    scales = np.array([node.scales for node in nodes])
    leniency = np.array([node.leniency for node in nodes])
    uncertain = np.array([node.leniency_scales for node in nodes])
    tail = (1 - MIDDLE) / 2
    low, high = (quantile(part, weights, marks, scales, model.freedom) for part in (tail, 1 - tail))
    mild, strict = (quantile(part, weights, leniency, uncertain, model.freedom) for part in (1 - tail, tail))
    each = np.bincount(reviews.a, minlength=len(reviews.applications))
    return Comparable(
        reviews=each,
        raw=np.divide(model.sums, each, out=np.full(len(each), np.nan), where=each > 0) + model.centre,
        adjusted=weights @ marks,
        low=low,
        high=high,
        chance=chances(model, weighed, top=top, draws=draws, seed=seed) if top else None,
        doubts=doubts(reviews),
        reviewed=np.bincount(reviews.r, minlength=len(reviews.reviewers)),
        leniency=weights @ leniency,
        leniency_low=strict,
        leniency_high=mild,
        shares=_mean_shares(nodes),
        freedom=model.freedom,
        nodes=nodes,
        top=top,
    )


def doubts(reviews: Reviews) -> tuple[tuple[Doubt, ...], ...]:
    """What each application's mark rests too little on."""
    count, people = len(reviews.applications), len(reviews.reviewers)
    each = np.bincount(reviews.a, minlength=count)
    new = np.zeros(count, dtype=np.bool_)
    new[reviews.a[np.bincount(reviews.r, minlength=people)[reviews.r] < FEW]] = True
    graph = sparse.coo_array((np.ones(len(reviews.a)), (reviews.a, count + reviews.r)), shape=(count + people,) * 2)
    parts = csgraph.connected_components(graph, directed=False)[1][:count]
    largest = np.bincount(parts[each > 0]).argmax() if len(reviews.a) else -1
    found = []
    for at in range(count):
        said = {
            Doubt.NO_REVIEW: each[at] == 0,
            Doubt.ONE_REVIEW: each[at] == 1,
            Doubt.APART: each[at] > 0 and parts[at] != largest,
            Doubt.NEW_REVIEWER: new[at],
        }
        found.append(tuple(doubt for doubt, holds in said.items() if holds))
    return tuple(found)


def _node(model: Model, weight: float, one: Solved) -> Node:
    inverse = linalg.cho_solve((one.factor, True), np.eye(len(one.found)), check_finite=False)
    # the mark of an application is linear in the mean and the leniencies, and has its own chance beside
    linear = model.met.multiply(-1 / one.diagonal[:, None]).tocsr()
    along = linear @ inverse
    crossed = np.asarray(linear.multiply(along).sum(axis=1)).ravel()
    variances = 1 / one.diagonal + inverse[0, 0] + 2 * along[:, 0] + crossed
    return Node(
        shares=one.shares,
        weight=weight,
        mean=model.centre + float(one.found[0]),
        quality=one.quality,
        leniency=one.found[1:],
        scales=np.sqrt(one.chance * variances),
        leniency_scales=np.sqrt(one.chance * np.diagonal(inverse)[1:]),
    )


def _mean_shares(nodes: tuple[Node, ...]) -> Shares:
    def mean(of: list[float]) -> float:
        return float(np.dot(of, [node.weight for node in nodes]))

    return Shares(
        quality=mean([node.shares.quality for node in nodes]),
        leniency=mean([node.shares.leniency for node in nodes]),
        noise=mean([node.shares.noise for node in nodes]),
    )
