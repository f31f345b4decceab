"""A network as shapes: positions as shares of the drawing, so that text keeps its size on every screen.

On a narrow screen each organisation is a numbered disc, and the table says who it is; on a wide one its name stands
beside it where there is room.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import Truncator

from parvis.domain.directory.selectors.briefs import Brief
from parvis.domain.insight.enums import TieKind
from parvis.domain.insight.selectors.pictures import Edge, Node, Picture
from parvis.engine.graph import Frame, Side, place_labels, rings, spread

NARROW = Frame(width=326, height=480, gap=26)
"""The drawing on the narrowest screen, in pixels; network.css gives it this height."""
WIDE_HEIGHT = 680.0
WIDE = (880.0, 1220.0)
"""Its height and widths where names are shown; the same there."""
RADIUS = 11.0
LINE = 18.0
LETTER = 7.2
"""The width of a letter of a name, in pixels; most are narrower."""
MOST_LINES = 160
"""Ties that are drawn: more of them hide one another."""
LONGEST = 28
"""Letters of a name beside its disc; the whole name is in the table, and said to whoever cannot see it."""

GROUPS = {
    "startup": "company",
    "company": "company",
    "hospital": "care",
    "lab": "research",
    "university": "research",
    "research": "research",
    "facility": "research",
}
"""The colour of each kind of organisation; those that are not here share one."""


@dataclass(frozen=True, slots=True)
class Disc:
    """An organisation: its number in the table, where it stands, and its name where there is room for it."""

    number: int
    x: float
    y: float
    node: Node
    url: str
    name: str
    side: Side | None
    group: str

    @property
    def looks(self) -> str:
        """Its classes."""
        middle = " pv-network-middle" if self.node.step == 0 else ""
        resident = " pv-network-resident" if self.node.is_resident else ""
        return f"pv-network-node pv-network-{self.group}{middle}{resident}"


@dataclass(frozen=True, slots=True)
class Line:
    """A tie: the two ends, and how it looks."""

    x1: float
    y1: float
    x2: float
    y2: float
    looks: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it; `hidden` is how many ties of the picture are no lines."""

    lines: list[Line]
    discs: list[Disc]
    hidden: int


def draw(picture: Picture, address: Callable[[Brief], str]) -> Drawing:
    """The picture as shapes; `address` leads on from an organisation."""
    points = rings(picture.graph, picture.steps, NARROW) if picture.has_middle else spread(picture.graph, NARROW)
    names = [Truncator(node.organisation.name).chars(LONGEST) for node in picture.nodes]
    sides = place_labels(
        points, [LETTER * len(name) for name in names], widths=WIDE, height=WIDE_HEIGHT, radius=RADIUS + 4, line=LINE
    )
    discs = [
        Disc(
            number=at + 1,
            x=float(points[at, 0]),
            y=float(points[at, 1]),
            node=node,
            url=address(node.organisation),
            name=names[at],
            side=sides[at],
            group=GROUPS.get(node.organisation.kind, "other"),
        )
        for at, node in enumerate(picture.nodes)
    ]
    edges = _drawn(picture)
    return Drawing([_line(edge, discs) for edge in edges], discs, len(picture.edges) - len(edges))


def _drawn(picture: Picture) -> list[Edge]:
    """The ties that become lines, the weak first: those of the middle, the strongest of each, the other strong ones."""
    wanted: set[int] = set()
    seen: set[int] = set()
    strong_first = range(len(picture.edges) - 1, -1, -1)
    for at in strong_first:
        edge = picture.edges[at]
        if not {edge.first, edge.second} <= seen or (picture.has_middle and 0 in (edge.first, edge.second)):
            wanted.add(at)
        seen |= {edge.first, edge.second}
    for at in strong_first:
        if len(wanted) >= MOST_LINES:
            break
        wanted.add(at)
    return [picture.edges[at] for at in sorted(wanted)]


def _line(edge: Edge, discs: list[Disc]) -> Line:
    first, second = discs[edge.first], discs[edge.second]
    return Line(first.x, first.y, second.x, second.y, " ".join(_looks(edge, first, second)))


def _looks(edge: Edge, first: Disc, second: Disc) -> list[str]:
    """The strongest word first: a joint project, then a meeting, then a funded project."""
    kind = next(kind for kind in (TieKind.JOINT, TieKind.MET, TieKind.REGISTER) if kind in edge.kinds)
    width = 3 if edge.number >= 5 else 2 if edge.number >= 2 else 1
    is_far = first.node.step > 0 and second.node.step > 0 and (first.node.step + second.node.step) > 2
    return [f"pv-network-{kind}", f"pv-network-width-{width}", *(["pv-network-far"] if is_far else [])]
