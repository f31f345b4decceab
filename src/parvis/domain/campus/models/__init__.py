"""The campus itself."""

from parvis.domain.campus.models.campus import Campus, FoundingMember

__all__ = ["Campus", "FoundingMember"]
