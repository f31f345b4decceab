"""Organisations and the projects that tie them together; recent projects count more, and so do small ones."""

from dataclasses import dataclass

import numpy as np

from parvis.engine.recommend.sparse import (
    Matrix,
    inverse,
    matrix,
    scaled,
    sums,
    without_diagonal,
)
from parvis.engine.recommend.types import Floats, Ints

HALF_LIFE = 4.0
"""Years after which a project counts half."""
SHORT_LIFE = 1.2
"""The same, where only the last years count."""
RECENT = 2
"""Years that are recent."""


@dataclass(frozen=True, slots=True)
class Network:
    """The tables of who took part in what.

    `members` is organisations by projects; `ties`, `fresh` and `joint` are organisations by organisations: joint
    projects weighed by age and size, the same with a short memory, and counted. A walk goes `out` to a project, and
    `back` to one of its organisations; both are kept project by project, for rows of a few places are slow to add up.
    """

    years: Ints
    weights: Floats
    sizes: Floats
    members: Matrix
    ties: Matrix
    fresh: Matrix
    joint: Matrix
    linked: Matrix
    out: Matrix
    back: Matrix
    count: Floats
    weighed: Floats
    recent: Floats
    idle: Floats
    """Projects of each organisation: all, weighed by age, in the last two years; and years since the last one."""
    company: Floats
    """The mean size of the projects of each organisation."""
    partners: Floats
    rarity: Floats
    """What a partner in common is worth: less when it works with everyone (Adamic and Adar, 2003)."""

    def walk(self, start: Floats, returning: float, steps: int) -> Floats:
        """Where someone ends who starts there, walks from organisation to organisation, and often begins again."""
        found = start
        for _step in range(steps):
            found = returning * start + (1 - returning) * (self.back @ (self.out @ found))
        return np.asarray(found, dtype=np.float32)


def network_of(pairs: tuple[list[int], list[int]], years: Ints, organisations: int, before: int) -> Network:
    """The network of pairs of an organisation and a project, numbered from 0."""
    projects = len(years)
    rows, columns = (np.array(side, dtype=np.int64) for side in pairs)
    members = matrix(rows, columns, (organisations, projects))
    ages = (before - years).astype(np.float32)
    weights = (0.5 ** ((ages - 1) / HALF_LIFE)).astype(np.float32)
    short = (0.5 ** ((ages - 1) / SHORT_LIFE)).astype(np.float32)
    sizes = sums(members, 0)
    others = inverse(np.maximum(sizes - 1, 1))
    joint = without_diagonal(members @ members.T)
    linked = joint.copy()
    linked.data[:] = 1
    partners = np.diff(joint.indptr).astype(np.float32)
    recency = scaled(None, members, weights)
    weighed = sums(recency, 1)
    idle = np.full(organisations, np.nan, dtype=np.float32)
    np.fmin.at(idle, rows, ages[columns])
    return Network(
        years=years,
        weights=weights,
        sizes=sizes,
        members=members,
        ties=without_diagonal(scaled(None, members, weights * others) @ members.T),
        fresh=without_diagonal(scaled(None, members, short * others) @ members.T),
        joint=joint,
        linked=linked,
        out=scaled(inverse(weighed), recency).T.tocsr(),
        back=scaled(None, members, inverse(sizes)).tocsc(),
        count=sums(members, 1),
        weighed=weighed,
        recent=np.asarray(members @ (ages <= RECENT).astype(np.float32)),
        idle=idle,
        company=np.asarray(members @ sizes) * inverse(sums(members, 1)),
        partners=partners,
        rarity=(1 / np.log(np.maximum(partners, 2))).astype(np.float32),
    )
