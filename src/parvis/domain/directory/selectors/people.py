"""People of the directory."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.directory.models import Membership, Person
from parvis.domain.directory.selectors.members import memberships_visible_to
from parvis.domain.directory.standing import (
    account_of,
    is_own,
    is_present,
    organisations_of,
    sees_contact,
    shares_organisation,
)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person shows to this reader."""

    person: Person
    present: list[Membership]
    past: list[Membership]
    shows_contact: bool
    is_own: bool


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """People with a membership that the reader may see, and oneself; everyone for the team."""
    rows = Person.objects.all()
    if is_team(actor):
        return rows
    user = account_of(actor)
    seen = Q(is_public=True)
    if user is None:
        return rows.filter(Exists(Membership.objects.filter(seen, person=OuterRef("pk"))))
    seen |= Q(organisation__in=organisations_of(user))
    return rows.filter(Exists(Membership.objects.filter(seen, person=OuterRef("pk"))) | Q(account=user))


def person_page(slug: str, actor: Actor) -> PersonPage | None:
    """Everything for the page; None when there is nobody of this name whom the reader may see."""
    person = people_visible_to(actor).filter(slug=slug).first()
    if person is None:
        return None
    memberships = list(memberships_visible_to(actor).filter(person=person).order_by("-starts_on", "pk"))
    return PersonPage(
        person=person,
        present=[membership for membership in memberships if is_present(membership)],
        past=[membership for membership in memberships if not is_present(membership)],
        shows_contact=sees_contact(actor, person, shared=shares_organisation(actor, person)),
        is_own=is_own(actor, person),
    )


def person_of(actor: Actor) -> Person | None:
    """The person of the directory that the account is."""
    user = account_of(actor)
    return Person.objects.filter(account=user).first() if user else None
