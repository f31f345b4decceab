"""Reviewers to applications: the best assignment that loads, conflicts and fixed pairs allow, with its proof."""

from parvis.engine.assign.matrix import problem_of
from parvis.engine.assign.named import problem_of_names
from parvis.engine.assign.solve import assign
from parvis.engine.assign.types import Assignment, Contradiction, Problem, Reason, Unfilled
from parvis.engine.assign.verify import verify

__all__ = [
    "Assignment",
    "Contradiction",
    "Problem",
    "Reason",
    "Unfilled",
    "assign",
    "problem_of",
    "problem_of_names",
    "verify",
]
