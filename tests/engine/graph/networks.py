"""Networks for the tests."""

from hypothesis import strategies as st

from parvis.engine.graph import graph_of


@st.composite
def networks(draw, *, most=9):
    """A small network of any shape, with ties of different strength."""
    size = draw(st.integers(0, most))
    node = st.integers(0, max(size - 1, 0))
    pairs = draw(st.lists(st.tuples(node, node), max_size=2 * size)) if size else []
    weights = draw(st.lists(st.sampled_from([1.0, 2.0, 5.0]), min_size=len(pairs), max_size=len(pairs)))
    return of(pairs, size=size, weight=weights)


def of(pairs, *, size=None, weight=None):
    """The network of these pairs."""
    first, second = [a for a, _b in pairs], [b for _a, b in pairs]
    return graph_of(first, second, size=max([*first, *second], default=-1) + 1 if size is None else size, weight=weight)


def ties_of(graph):
    """The pairs of a network."""
    return list(zip(graph.first.tolist(), graph.second.tolist(), strict=True))
