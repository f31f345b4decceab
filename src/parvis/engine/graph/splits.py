"""What everything hangs on: bridges, and those without whom a part of the network would be cut off.

Bridges and cut vertices come from the blocks of a network (Hopcroft and Tarjan, "Efficient algorithms for graph
manipulation", Communications of the ACM 16(6), 1973), which rustworkx finds. Blocks and cut vertices form a forest
(Harary, "Graph Theory", 1969, chapter 4): walking it once says how many each of them would cut off.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parvis.engine.graph.islands import islands
from parvis.engine.graph.types import Graph, graph_of


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie without which its island falls into two; `apart` is the size of the smaller part."""

    first: int
    second: int
    apart: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """Someone without whom their island falls apart (a cut vertex); `parts` are the sizes, the largest first."""

    node: int
    parts: tuple[int, ...]

    @property
    def apart(self) -> int:
        """How many would be cut off from the largest part."""
        return sum(self.parts[1:])


@dataclass(frozen=True, slots=True)
class Splits:
    """All of both, those that would cut off most first."""

    bridges: list[Bridge]
    crossings: list[Crossing]


@dataclass(frozen=True, slots=True)
class _Forest:
    """Blocks and cut vertices as a forest; a block has the number `size + block`. `order` has parents first."""

    blocks: Mapping[int, list[int]]
    ties: Mapping[int, list[tuple[int, int]]]
    around: Mapping[int, list[int]]
    parent: dict[int, int]
    order: list[int]


def splits(graph: Graph) -> Splits:
    """Every bridge and every cut vertex, with what it would cut off."""
    forest = _forest(graph)
    below: dict[int, int] = {}
    root: dict[int, int] = {}
    for place in forest.order:
        root[place] = root.get(forest.parent[place], place)
    for place in reversed(forest.order):
        inner = sum(below[other] for other in forest.around[place] if forest.parent[other] == place)
        own = [node for node in forest.blocks.get(place, []) if node not in forest.parent]
        below[place] = inner + (len(own) if place in forest.blocks else 1)
    crossings, bridges = [], []
    for place in forest.order:
        whole = below[root[place]]
        if place not in forest.blocks:
            parts = [
                below[block] if forest.parent[block] == place else whole - below[place]
                for block in forest.around[place]
            ]
            crossings.append(Crossing(place, tuple(sorted(parts, reverse=True))))
        elif len(forest.ties[place]) == 1:
            first, second = forest.ties[place][0]
            apart = below[place] if forest.parent[place] >= 0 else below.get(first, 1)
            bridges.append(Bridge(first, second, min(apart, whole - apart)))
    return Splits(
        sorted(bridges, key=lambda bridge: (-bridge.apart, bridge.first, bridge.second)),
        sorted(crossings, key=lambda crossing: (-crossing.apart, crossing.node)),
    )


def _forest(graph: Graph) -> _Forest:
    import rustworkx  # noqa: PLC0415 -- slow import

    drawn = rustworkx.PyGraph(multigraph=False)
    drawn.add_nodes_from(range(graph.size))
    drawn.add_edges_from_no_data(list(zip(graph.first.tolist(), graph.second.tolist(), strict=True)))
    ties: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for tie, block in rustworkx.biconnected_components(drawn).items():
        ties[graph.size + block].append((min(tie), max(tie)))
    blocks = {block: sorted({node for tie in pairs for node in tie}) for block, pairs in ties.items()}
    cuts = set(rustworkx.articulation_points(drawn))
    around: dict[int, list[int]] = defaultdict(list)
    for block, nodes in sorted(blocks.items()):
        for node in nodes:
            if node in cuts:
                around[block].append(node)
                around[node].append(block)
    parent: dict[int, int] = {}
    order: list[int] = []
    for start in sorted(blocks):
        if start not in parent:
            parent[start] = -1
            waiting = [start]
            while waiting:
                place = waiting.pop()
                order.append(place)
                further = [other for other in around[place] if other not in parent]
                parent.update(dict.fromkeys(further, place))
                waiting += further
    return _Forest(blocks, ties, around, parent, order)


def verify(graph: Graph, found: Splits) -> bool:
    """Whether taking each of them away leaves what it says, and nothing was missed.

    Counts islands without each node and each tie in turn: right for any network, quick for small ones.
    """
    before = len(islands(graph).sizes)
    crossings = {crossing.node: crossing.parts for crossing in found.crossings}
    bridges = {(bridge.first, bridge.second): bridge.apart for bridge in found.bridges}
    whole = islands(graph)
    for node in range(graph.size):
        kept = (graph.first != node) & (graph.second != node)
        rest = islands(graph_of(graph.first[kept], graph.second[kept], size=graph.size))
        pieces = [rest.of[other] for other in whole.members(int(whole.of[node])) if other != node]
        sizes = tuple(sorted(np.unique(pieces, return_counts=True)[1].tolist(), reverse=True))
        if crossings.get(node, sizes) != sizes or (len(sizes) > 1) != (node in crossings):
            return False
    for place, tie in enumerate(zip(graph.first.tolist(), graph.second.tolist(), strict=True)):
        kept = np.arange(graph.ties) != place
        rest = islands(graph_of(graph.first[kept], graph.second[kept], size=graph.size))
        is_bridge = len(rest.sizes) > before
        smaller = min(rest.sizes[rest.of[end]] for end in tie)
        if is_bridge != (tie in bridges) or (is_bridge and bridges[tie] != smaller):
            return False
    return True
