"""A part of the network that can be drawn and read: around an organisation, or of a group of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.briefs import Brief, briefs
from parvis.domain.insight.selectors.residents import resident_ids
from parvis.domain.insight.selectors.ties import BITS, Ints, Network, TieFilters, network
from parvis.engine.graph import Graph, around, betweenness, graph_of, induced, strongest

Floats: TypeAlias = NDArray[np.float64]

MOST = 40
"""Organisations that one drawing shows, beside the one in the middle."""
MOST_NEAR = 24
"""How many of them are tied to the middle itself, where there are others to show too."""
NO_YEARS = (None, None)
MOST_IN_FILE = 5000
"""Organisations of a file."""


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation of a picture.

    `ties` is how many projects and meetings it shares with the one in the middle, or with the others of the picture;
    `partners` with how many organisations it is tied at all; `between` the share of pairs of the picture that it joins
    on their shortest way; the years are those of its first and last tie in the picture.
    """

    organisation: Brief
    step: int
    ties: int
    partners: int
    between: float
    first_year: int | None
    last_year: int | None
    is_resident: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes, by their places: how many projects and meetings, of which kinds, from when to when."""

    first: int
    second: int
    number: int
    kinds: tuple[str, ...]
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and what is left out: tied to the middle (or in the group), and two steps away."""

    nodes: list[Node]
    edges: list[Edge]
    graph: Graph
    steps: Ints
    left_out: tuple[int, int]
    has_middle: bool


def picture_around(actor: Actor, organisation: Organisation, filters: TieFilters, *, most: int = MOST) -> Picture:
    """Who is tied to an organisation, and who to these; the organisation itself stands first."""
    whole = network(actor, filters, keep=organisation.pk)
    middle = whole.place_of(organisation.pk)
    if middle is None:
        return _alone(organisation)
    near = MOST_NEAR if most == MOST else most
    found = around(whole.graph, middle, most=most, most_near=near)
    return _picture(whole, found.nodes.tolist(), found.steps.tolist(), found.left_out, has_middle=True)


def picture_of_group(actor: Actor, ids: Iterable[int], filters: TieFilters, *, most: int = MOST) -> Picture:
    """The organisations of a group that are tied to others of it most strongly."""
    whole = network(actor, filters)
    inside = whole.places_of(ids)
    shown, tied = strongest(whole.graph, inside.tolist(), most)
    return _picture(whole, shown.tolist(), [1] * len(shown), (tied - len(shown), 0), has_middle=False)


def _alone(organisation: Organisation) -> Picture:
    brief = briefs(Organisation.objects.filter(pk=organisation.pk))[0]
    node = Node(brief, 0, 0, 0, 0.0, None, None, organisation.pk in set(resident_ids()))
    return Picture([node], [], graph_of([], [], size=1), np.zeros(1, dtype=np.int64), (0, 0), has_middle=True)


def _picture(
    whole: Network, places: list[int], steps: list[int], left_out: tuple[int, int], *, has_middle: bool
) -> Picture:
    """The places as nodes with their ties; one that has gone from the directory meanwhile is not shown."""
    ids = whole.ids[places].tolist()
    named = {brief.pk: brief for brief in briefs(Organisation.objects.filter(pk__in=ids))}
    kept = [at for at, pk in enumerate(ids) if pk in named]
    places, steps, ids = [places[at] for at in kept], [steps[at] for at in kept], [ids[at] for at in kept]
    residents = set(resident_ids())
    inner = induced(whole.graph, places)
    edges = _edges(whole, places)
    strength = _with_middle(inner) if has_middle else inner.strengths
    share = betweenness(inner) if len(places) <= MOST + 1 else np.zeros(len(places))
    years = _years(edges)
    nodes = [
        Node(
            organisation=named[pk],
            step=steps[at],
            ties=int(strength[at]),
            partners=int(whole.graph.degrees[places[at]]),
            between=float(share[at]),
            first_year=years.get(at, NO_YEARS)[0],
            last_year=years.get(at, NO_YEARS)[1],
            is_resident=pk in residents,
        )
        for at, pk in enumerate(ids)
    ]
    return Picture(nodes, edges, inner, np.array(steps, dtype=np.int64), left_out, has_middle)


def _with_middle(inner: Graph) -> Floats:
    """How strongly each is tied to the one in the middle; it itself: to all together."""
    strength = np.zeros(inner.size)
    others, weights = inner.others(0)
    strength[others] = weights
    strength[0] = weights.sum()
    return strength


def _edges(whole: Network, places: list[int]) -> list[Edge]:
    """The ties among the places, the weak ones first: what is strong is drawn over it."""
    at = np.full(whole.graph.size, -1, dtype=np.int64)
    at[places] = np.arange(len(places))
    first, second = at[whole.graph.first], at[whole.graph.second]
    inside = np.flatnonzero((first >= 0) & (second >= 0))
    inside = inside[np.argsort(whole.graph.weight[inside], kind="stable")]
    return [
        Edge(
            int(first[tie]),
            int(second[tie]),
            int(whole.graph.weight[tie]),
            tuple(kind for kind, bit in BITS.items() if whole.kinds[tie] & bit),
            int(whole.first_year[tie]),
            int(whole.last_year[tie]),
        )
        for tie in inside
    ]


def _years(edges: Iterable[Edge]) -> dict[int, tuple[int, int]]:
    """The first and the last year of the ties of each place."""
    found: dict[int, tuple[int, int]] = {}
    for edge in edges:
        for end in (edge.first, edge.second):
            first, last = found.get(end, (edge.first_year, edge.last_year))
            found[end] = (min(first, edge.first_year), max(last, edge.last_year))
    return found
