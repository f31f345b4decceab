"""Where to draw whom: positions from 0 to 1 on both axes, never nearer to one another than can be read.

A frame says how large the smallest screen is on which the drawing must still be readable, and how far apart two
middles must be there. On a larger one everything only moves apart.
"""

from dataclasses import dataclass

import numpy as np

from parvis.engine.graph.types import Floats, Graph, Ints

SAMPLES = 1440
"""Points by which the length of an oval is measured."""
STEPS = 160
"""Rounds of pushing and pulling."""
NEAR = (0.5, 0.6, 0.7, 0.8)
"""How far the inner oval may be, from the middle to the outer one: the first on which all have room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A screen in pixels, and the least distance of two middles on it."""

    width: float
    height: float
    gap: float

    @property
    def inner(self) -> Floats:
        """Width and height between the outermost middles."""
        return np.array([self.width - self.gap, self.height - self.gap])

    def shares(self, points: Floats) -> Floats:
        """Points in pixels from the inner corner, as shares of the whole frame."""
        whole = np.array([self.width, self.height])
        return np.asarray((points + self.gap / 2) / whole)


def rings(graph: Graph, steps: Ints, frame: Frame) -> Floats:
    """The first node in the middle, those at one step on an oval around it, those at two steps on an outer oval.

    Whoever is tied to one another comes side by side on the inner oval; on the outer one everyone stands as near as
    possible to those that lead there (an assignment of places, Kuhn, 1955). Raises ValueError where there is no room.
    """
    near, far = np.flatnonzero(steps == 1), np.flatnonzero(steps == 2)
    half = frame.inner / 2
    points = np.tile(half, (graph.size, 1))
    outer = _oval(half, frame.gap)
    offered = [_oval(half * share, frame.gap) for share in NEAR] + ([] if len(far) else [outer])
    inner = next((oval for oval in offered if len(oval) >= len(near)), None)
    if inner is None or len(far) > len(outer):
        raise ValueError(f"only {len(offered[-1])} and {len(outer)} fit around the middle")
    order = _chain(graph, near)
    chosen = np.linspace(0, len(inner), len(order), endpoint=False).astype(np.int64)
    points[order] = half + inner[chosen]
    if len(far):
        wanted = np.array([_pull(graph, int(node), points, near) for node in far]) - half
        towards = wanted / np.maximum(np.linalg.norm(wanted / half, axis=1, keepdims=True), 1e-9)
        points[far] = half + outer[_assigned(towards, outer)]
    return frame.shares(points)


def spread(graph: Graph, frame: Frame, *, seed: int = 0) -> Floats:
    """Those that are tied near one another, the others apart: forces, then a place of its own for each.

    The forces are those of Fruchterman and Reingold, "Graph drawing by force-directed placement", Software: Practice
    and Experience 21(11), 1991, with a pull to the middle so that islands stay in sight. Then everyone gets a free
    place of a hexagonal grid nearby, all together as near as can be (Kuhn, 1955). Raises ValueError where there is no
    room.
    """
    places = _grid(frame)
    if graph.size > len(places):
        raise ValueError(f"only {len(places)} fit into the frame")
    if not graph.size:
        return np.zeros((0, 2))
    points = np.random.default_rng(seed).random((graph.size, 2))
    pull = np.zeros((graph.size, graph.size))
    pull[graph.first, graph.second] = pull[graph.second, graph.first] = 1.0
    ideal = np.sqrt(1 / graph.size)
    for step in range(STEPS):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-6)
        force = ideal**2 / distance**2 - pull * distance / ideal
        moved = (apart * force[:, :, None]).sum(axis=1) - (points - 0.5) * ideal * 6
        length = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        points += moved / length * np.minimum(length, 0.1 * (1 - step / STEPS))
    return frame.shares(places[_assigned(_filling(points) * frame.inner, places)])


def _filling(points: Floats) -> Floats:
    """The points drawn out over the whole frame: halfway between where they are, and equal shares for everyone.

    Without the second half one that stands far off would push all others together.
    """
    count = len(points)
    if count < 2:
        return np.full((count, 2), 0.5)
    low, high = points.min(axis=0), points.max(axis=0)
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (count - 1)
    return np.asarray(((points - low) / np.maximum(high - low, 1e-9) + ranks) / 2)


def keeps_its_distance(points: Floats, frame: Frame) -> bool:
    """Whether all are inside the frame, and no two nearer than the gap."""
    placed = points * np.array([frame.width, frame.height])
    edge = frame.gap / 2 - 1e-6
    size = np.array([frame.width, frame.height])
    if bool(np.any(placed < edge)) or bool(np.any(placed > size - edge)):
        return False
    distance = np.linalg.norm(placed[:, None, :] - placed[None, :, :], axis=2)
    np.fill_diagonal(distance, np.inf)
    return bool(np.all(distance >= frame.gap - 1e-6))


def _oval(half: Floats, gap: float) -> Floats:
    """As many places on an oval as there are without two nearer than the gap, from the top, clockwise."""
    angles = np.linspace(0, 2 * np.pi, SAMPLES, endpoint=False)
    line = np.stack([np.sin(angles), -np.cos(angles)], axis=1) * half
    kept = [line[0]]
    for point in line[1:]:
        if np.linalg.norm(point - kept[-1]) >= gap and np.linalg.norm(point - kept[0]) >= gap:
            kept.append(point)
    return np.array(kept)


def _chain(graph: Graph, nodes: Ints) -> Ints:
    """The nodes in an order in which each follows the one it is tied to most; where there is none, the next one."""
    rest = nodes.tolist()
    found: list[int] = []
    while rest:
        weights = dict(zip(*(side.tolist() for side in graph.others(found[-1])), strict=True)) if found else {}
        best = max(rest, key=lambda node: (weights.get(node, 0.0), -node))
        rest.remove(best)
        found.append(best)
    return np.array(found, dtype=np.int64)


def _pull(graph: Graph, node: int, points: Floats, near: Ints) -> Floats:
    """The middle of the near ones that one is tied to, weighed by their ties."""
    others, weights = graph.others(node)
    leading = np.isin(others, near)
    if not leading.any():
        return np.asarray(points[node])
    return np.asarray(np.average(points[others[leading]], axis=0, weights=weights[leading]))


def _grid(frame: Frame) -> Floats:
    """Hexagonal places as far apart as the gap asks."""
    width, height = frame.inner
    row_height = frame.gap * np.sqrt(3) / 2
    found = [
        (x, y * row_height)
        for y in range(int(height // row_height) + 1)
        for x in np.arange(frame.gap / 2 * (y % 2), width + 1e-9, frame.gap)
    ]
    return np.array(found)


def _assigned(wanted: Floats, places: Floats) -> Ints:
    """A place for each, so that all together stand as near as possible to where they belong."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 -- slow import

    cost = ((wanted[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
    _rows, chosen = linear_sum_assignment(cost)
    return np.asarray(chosen, dtype=np.int64)
