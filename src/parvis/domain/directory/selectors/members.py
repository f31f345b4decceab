"""Who belongs to an organisation, as far as the reader may see it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.standing import account_of, is_present, organisations_of, sees_contact


@dataclass(frozen=True, slots=True)
class Member:
    """A membership, and whether the reader may see how to reach the person."""

    membership: Membership
    person: Person
    is_present: bool
    shows_contact: bool


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """Public memberships; one's own; those of organisations over which one has a right; all for the team."""
    rows = Membership.objects.select_related("person", "organisation")
    if is_team(actor):
        return rows
    user = account_of(actor)
    if user is None:
        return rows.filter(is_public=True)
    return rows.filter(Q(is_public=True) | Q(person__account=user) | Q(organisation__in=organisations_of(user)))


def members_of(organisation: Organisation, actor: Actor, level: str | None) -> list[Member]:
    """The people of the organisation whom the reader may see, present ones first; `level` is the reader's right."""
    rows = Membership.objects.filter(organisation=organisation).select_related("person")
    if not is_team(actor) and level is None:
        user = account_of(actor)
        rows = rows.filter(Q(is_public=True) | Q(person__account=user) if user else Q(is_public=True))
    found = [
        Member(row, row.person, is_present(row), sees_contact(actor, row.person, shared=level is not None))
        for row in rows
    ]
    return sorted(found, key=lambda m: (not m.is_present, m.person.name.casefold(), m.person.name, m.membership.pk))
