"""Suggestions, opinions of them, digests, and vectors of texts."""

from parvis.domain.matchmaking.models.digests import DigestChoice, DigestLine
from parvis.domain.matchmaking.models.suggestions import Opinion, Suggestion
from parvis.domain.matchmaking.models.vectors import TextVector

__all__ = ["DigestChoice", "DigestLine", "Opinion", "Suggestion", "TextVector"]
