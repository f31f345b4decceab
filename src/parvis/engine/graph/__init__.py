"""Networks of organisations: what stands around one, what hangs together, what everything hangs on, and how to draw it.

Deterministic: the same ties give the same answer, and what needs chance takes a seed.
"""

from parvis.engine.graph.around import Around, around, strongest
from parvis.engine.graph.figures import betweenness, density, first_ties
from parvis.engine.graph.islands import Islands, islands
from parvis.engine.graph.labels import Side, place_labels
from parvis.engine.graph.layout import Frame, keeps_its_distance, rings, spread
from parvis.engine.graph.splits import Bridge, Crossing, Splits, splits, verify
from parvis.engine.graph.types import Graph, graph_of, induced

__all__ = [
    "Around",
    "Bridge",
    "Crossing",
    "Frame",
    "Graph",
    "Islands",
    "Side",
    "Splits",
    "around",
    "betweenness",
    "density",
    "first_ties",
    "graph_of",
    "induced",
    "islands",
    "keeps_its_distance",
    "place_labels",
    "rings",
    "splits",
    "spread",
    "strongest",
    "verify",
]
