"""An answer held against its problem, by other means than the ones that found it."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from parvis.engine.assign.rest import Rest, rest_of
from parvis.engine.assign.types import TOLERANCE, Assignment, Floats, Floor, Problem

NEAR = 1e-6
"""Share by which two ways of adding up the same numbers may differ."""


def verify(problem: Problem, answer: Assignment) -> tuple[str, ...]:
    """What is wrong with an answer: one sentence for each fault, none when it is sound.

    Fixed, forbidden and double pairs, places, loads and sums are checked pair by pair. The bound is worked out from the
    certificate, as the dual value with each application's places taken by the pairs that are worth most at these
    prices. That no place stays empty without need is checked by a maximal flow over all pairs (Dinic's method, SciPy).
    """
    faults = _pairs(problem, answer)
    return tuple(faults or [*_sums(problem, answer), *_places(problem, answer), *_bounds(problem, answer)])


def _pairs(problem: Problem, answer: Assignment) -> list[str]:
    pairs, shape = answer.pairs, problem.scores.shape
    if (pairs < 0).any() or (pairs >= np.asarray(shape)).any():
        return ["a pair names what the problem does not know"]
    faults = []
    codes = pairs[:, 0] * shape[1] + pairs[:, 1]
    if len(np.unique(codes)) != len(codes):
        faults.append("a pair is given twice")
    if np.isnan(problem.scores[pairs[:, 0], pairs[:, 1]]).any():
        faults.append("a forbidden pair is given")
    if not np.isin(problem.fixed[:, 0] * shape[1] + problem.fixed[:, 1], codes).all():
        faults.append("a fixed pair is missing")
    return faults


def _sums(problem: Problem, answer: Assignment) -> list[str]:
    pairs, (count, people) = answer.pairs, problem.scores.shape
    scores = problem.scores[pairs[:, 0], pairs[:, 1]].astype(np.float64)
    loads = np.bincount(pairs[:, 1], minlength=people)
    said = {
        "a load is beyond its bounds": ((loads < problem.min_load) | (loads > problem.max_load)).any(),
        "the loads are not those of the pairs": not np.array_equal(loads, answer.loads),
        "the scores are not those of the problem": not np.array_equal(scores, answer.scores),
        "the objective is not the sum of the scores": not _near(float(scores.sum()), answer.objective),
        "an application's sum is wrong": not np.allclose(np.bincount(pairs[:, 0], scores, count), answer.served),
    }
    return [fault for fault, is_so in said.items() if is_so]


def _places(problem: Problem, answer: Assignment) -> list[str]:
    count = len(problem.reviews)
    left = problem.reviews - np.bincount(answer.pairs[:, 0], minlength=count)
    told = np.zeros(count, dtype=np.int64)
    for one in answer.unfilled:
        told[one.application] += one.places
    faults = []
    if (left < 0).any():
        faults.append("an application has more reviewers than places")
    if not np.array_equal(left, told):
        faults.append("the empty places are not those of the pairs")
    rest = rest_of(problem)
    if left.sum() > rest.hopeless.sum() and left.sum() > rest.hopeless.sum() + _unavoidable(rest):
        faults.append("fewer places could be empty")
    return faults


def _unavoidable(rest: Rest) -> int:
    """Places that stay empty in a maximal flow over all pairs."""
    count, people = rest.scores.shape
    a, r = np.nonzero(~np.isnan(rest.scores))
    source, sink = count + people, count + people + 1
    tails = np.concatenate([np.full(count, source), a, count + np.arange(people)])
    heads = np.concatenate([np.arange(count), count + r, np.full(people, sink)])
    room = np.concatenate([rest.places, np.ones(len(a), dtype=np.int64), rest.high]).astype(np.int32)
    graph = csr_array((room, (tails, heads)), shape=(sink + 1, sink + 1))
    return int(rest.places.sum()) - int(maximum_flow(graph, source, sink).flow_value)


def _bounds(problem: Problem, answer: Assignment) -> list[str]:
    rest = rest_of(problem)
    faults = _floor(rest, answer, answer.floor) if answer.floor else []
    proven = dual_value(problem, rest, answer)
    claimed = answer.certificate.bound
    if claimed < proven and not _near(claimed, proven):
        faults.append(f"the bound is not proven: {claimed} is given, {proven} follows from the prices")
    if answer.upper_bound > claimed or (answer.upper_bound < claimed and not answer.floor):
        faults.append("the upper bound is not the one that is proven")
    if answer.objective > answer.upper_bound + TOLERANCE * max(1.0, abs(answer.upper_bound)):
        faults.append("the objective is above its upper bound")
    return faults


def _floor(rest: Rest, answer: Assignment, floor: Floor) -> list[str]:
    """Whether the floor is the lowest of the sums that count, and not above its bound."""
    counted = (rest.places > 0) & (rest.hopeless == 0)
    said = {
        "the floor is not the lowest sum": not _near(float(answer.served[counted].min(initial=np.inf)), floor.value),
        "the floor is above its upper bound": floor.value > floor.upper_bound,
    }
    return [fault for fault, is_so in said.items() if is_so]


def dual_value(problem: Problem, rest: Rest, answer: Assignment) -> float:
    """The bound that follows from an answer's certificate alone, with as many places empty as the answer has."""
    prices, weights = answer.certificate.prices, answer.certificate.weights
    gains = _gains(rest, prices, 1 + weights)
    empty = answer.empty_places - int(rest.hopeless.sum())
    value = gains.sum() - np.sort(gains)[:empty].sum()
    value += (np.maximum(prices, 0) * rest.high).sum() + (np.minimum(prices, 0) * rest.low).sum()
    if answer.floor:
        held = np.bincount(problem.fixed[:, 0], problem.fixed_scores(), minlength=len(weights))
        value -= (weights * (answer.floor.value - held)).sum()
    return float(value + problem.fixed_scores().sum(dtype=np.float64))


def _gains(rest: Rest, prices: Floats, weights: Floats) -> Floats:
    """What each place would bring at these prices if all were filled by the best pairs of their applications."""
    found = []
    for start, stop in rest.blocks():
        held = rest.scores[start:stop] * weights[start:stop, None] - prices
        held = np.where(np.isnan(held), -np.inf, held)
        most = int(rest.places[start:stop].max())
        near = -np.sort(-_largest(held, most), axis=1)
        found.append(near[np.arange(most) < rest.places[start:stop, None]])
    return np.concatenate(found) if found else np.zeros(0)


def _largest(held: Floats, count: int) -> Floats:
    width = held.shape[1]
    return np.partition(held, width - count, axis=1)[:, width - count :] if 0 < count < width else held[:, :count]


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * max(1.0, abs(one), abs(other))
