"""Organisations, people, and what binds them."""

from parvis.domain.directory.models.access import Access, Invitation
from parvis.domain.directory.models.naming import Identifier, Link, Name
from parvis.domain.directory.models.organisation import Organisation
from parvis.domain.directory.models.people import Membership, Person
from parvis.domain.directory.models.relation import Relation
from parvis.domain.directory.models.requests import Claim, Correction, PersonClaim

__all__ = [
    "Access",
    "Claim",
    "Correction",
    "Identifier",
    "Invitation",
    "Link",
    "Membership",
    "Name",
    "Organisation",
    "Person",
    "PersonClaim",
    "Relation",
]
