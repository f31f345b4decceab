"""Suggestions, opinions of them, and digests."""

from parvis.domain.matchmaking.models.digests import DigestChoice
from parvis.domain.matchmaking.models.suggestions import Opinion, Suggestion

__all__ = ["DigestChoice", "Opinion", "Suggestion"]
