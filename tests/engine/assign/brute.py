"""Every assignment of a small problem, one by one."""

from itertools import combinations, product

import numpy as np

from parvis.engine.assign.floor import SAME


def every(problem):
    """All assignments within the bounds, as sets of pairs."""
    count, people = problem.scores.shape
    fixed = {tuple(pair) for pair in problem.fixed.tolist()}
    choices = []
    for a in range(count):
        own = {r for b, r in fixed if b == a}
        free = [r for r in range(people) if r not in own and not np.isnan(problem.scores[a, r])]
        left = int(problem.reviews[a]) - len(own)
        choices.append([own | set(some) for size in range(left + 1) for some in combinations(free, size)])
    for rows in product(*choices):
        loads = np.bincount([r for row in rows for r in row], minlength=people)
        if (loads <= problem.max_load).all() and (loads >= problem.min_load).all():
            yield {(a, r) for a, row in enumerate(rows) for r in row}


def served(problem, pairs):
    """The sum of the scores of each application."""
    found = np.zeros(len(problem.reviews))
    for a, r in pairs:
        found[a] += problem.scores[a, r]
    return found


def counted(problem):
    """The applications that the floor is about."""
    fixed = np.bincount(problem.fixed[:, 0], minlength=len(problem.reviews))
    allowed = (~np.isnan(problem.scores)).sum(axis=1)
    return (problem.reviews > fixed) & (allowed >= problem.reviews)


def best(problem):
    """The number of pairs, the sum, the highest floor, the largest sum at that floor; None when nothing is possible."""
    found = [(len(pairs), served(problem, pairs)) for pairs in every(problem)]
    if not found:
        return None
    most = max(size for size, _sums in found)
    full = [sums for size, sums in found if size == most]
    total = max(sums.sum() for sums in full)
    about = counted(problem)
    if not about.any():
        return most, total, None, total
    floor = max(sums[about].min() for sums in full)
    return most, total, floor, max(sums.sum() for sums in full if sums[about].min() >= floor - SAME)
