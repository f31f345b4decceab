"""How well reviewers fit applications: themes, what they know, what they read before, and what they wish."""

from parvis.engine.affinity.parts import Weights, affinity, shared
from parvis.engine.affinity.texts import Expertise, expertise_of, nearness

__all__ = ["Expertise", "Weights", "affinity", "expertise_of", "nearness", "shared"]
