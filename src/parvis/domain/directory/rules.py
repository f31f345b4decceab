"""Who may do what in the directory.

The team here are community and programme managers, and campus administrators. Owners and editors have their right from
an `Access` row. Everything about an organisation and the public side of a person is public to read.
"""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import Actor, has_role, is_team
from parvis.domain.directory import standing
from parvis.domain.directory.enums import WRITERS, AccessLevel, Status
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.standing import account_of, is_own, level_of, shares_organisation


def is_directory_team(actor: Actor) -> bool:
    """Whoever of the campus keeps the directory."""
    return has_role(actor, Role.COMMUNITY, Role.PROGRAMME)


def is_account(actor: Actor) -> bool:
    """Whoever is signed in with a living account."""
    return account_of(actor) is not None


def can_edit(actor: Actor, organisation: Organisation) -> bool:
    """The team; owners; editors unless the organisation is closed."""
    if is_directory_team(actor):
        return True
    level = level_of(actor, organisation)
    return level == AccessLevel.OWNER or (level == AccessLevel.EDITOR and organisation.status != Status.CLOSED)


def can_manage_access(actor: Actor, organisation: Organisation) -> bool:
    """The team and owners."""
    return is_directory_team(actor) or level_of(actor, organisation) == AccessLevel.OWNER


def can_see_history(actor: Actor, organisation: Organisation) -> bool:
    """The team, and whoever holds any right over the organisation."""
    return is_team(actor) or level_of(actor, organisation) is not None


def can_create_organisation(actor: Actor) -> bool:
    """The team."""
    return is_directory_team(actor)


def can_edit_person(actor: Actor, person: Person) -> bool:
    """The person; the team; and, while the person has no account, who edits one of their organisations."""
    if is_directory_team(actor) or is_own(actor, person):
        return True
    return person.account_id is None and shares_organisation(actor, person, *WRITERS)


def can_remove_person(actor: Actor, person: Person) -> bool:
    """The team; the person; and who edits their only organisation, while they have no account."""
    if is_directory_team(actor) or is_own(actor, person):
        return True
    alone = Membership.objects.filter(person=person).values("organisation").distinct().count() == 1
    return alone and can_edit_person(actor, person)


def can_end_membership(actor: Actor, membership: Membership) -> bool:
    """Whoever edits the organisation, and the member."""
    return is_own(actor, membership.person) or can_edit(actor, membership.organisation)


def can_see_contact(actor: Actor, person: Person) -> bool:
    """Depends on what the person chose; the person, the team and their organisations always may."""
    return standing.sees_contact(actor, person, shared=shares_organisation(actor, person))
