"""Suggestions, opinions of them, and digests."""

from parvis.domain.matchmaking.models.digests import DigestChoice, DigestLine
from parvis.domain.matchmaking.models.suggestions import Opinion, Suggestion

__all__ = ["DigestChoice", "DigestLine", "Opinion", "Suggestion"]
