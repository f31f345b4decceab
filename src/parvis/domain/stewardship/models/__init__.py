"""Invitations and requests."""

from parvis.domain.stewardship.models.invitations import Invitation
from parvis.domain.stewardship.models.requests import Claim, Correction, PersonClaim

__all__ = ["Claim", "Correction", "Invitation", "PersonClaim"]
