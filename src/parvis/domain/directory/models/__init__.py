"""Organisations, people, and what binds them."""

from parvis.domain.directory.models.access import Access
from parvis.domain.directory.models.naming import Identifier, Link, Name
from parvis.domain.directory.models.organisation import Organisation
from parvis.domain.directory.models.people import Membership, Person
from parvis.domain.directory.models.relation import Relation

__all__ = [
    "Access",
    "Identifier",
    "Link",
    "Membership",
    "Name",
    "Organisation",
    "Person",
    "Relation",
]
