"""Panels, assignments, reviews."""

from parvis.domain.reviews.models.assignments import Assignment, AssignmentRun, Bid, PairRule
from parvis.domain.reviews.models.conflicts import Conflict, Tie
from parvis.domain.reviews.models.panels import Criterion, Panel, Reviewer
from parvis.domain.reviews.models.reviews import Mark, Message, Review
from parvis.domain.reviews.models.scores import ScoreTable

__all__ = [
    "Assignment",
    "AssignmentRun",
    "Bid",
    "Conflict",
    "Criterion",
    "Mark",
    "Message",
    "PairRule",
    "Panel",
    "Review",
    "Reviewer",
    "ScoreTable",
    "Tie",
]
