"""Are two records the same organisation? Normalise, prepare, find candidates, compare, weigh, explain."""

from parvis.engine.linkage.deduplication import dedupe
from parvis.engine.linkage.link import Linker, compare, likely_together
from parvis.engine.linkage.types import Clustering, Comparison, Link, Reason, Record

__all__ = ["Clustering", "Comparison", "Link", "Linker", "Reason", "Record", "compare", "dedupe", "likely_together"]
