"""Marks made comparable across strict and generous reviewers, with their uncertainty."""

from parvis.engine.scores.answer import comparable
from parvis.engine.scores.combine import combined
from parvis.engine.scores.reviews import reviews_of
from parvis.engine.scores.types import Comparable, Doubt, Node, Reviews, Shares
from parvis.engine.scores.verify import verify

__all__ = [
    "Comparable",
    "Doubt",
    "Node",
    "Reviews",
    "Shares",
    "combined",
    "comparable",
    "reviews_of",
    "verify",
]
