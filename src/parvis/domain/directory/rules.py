"""Who may do what in the directory.

The team here are community and programme managers, and campus administrators. Owners and editors have their right from
an `Access` row. Everything about an organisation and the public side of a person is public to read.
"""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import Actor, has_role, is_team
from parvis.domain.directory import standing
from parvis.domain.directory.enums import AccessLevel, RequestState, Status
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.models.requests import Request
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


def can_claim(actor: Actor, organisation: Organisation) -> bool:
    """Any account that does not own the organisation already, as long as it is not closed."""
    return (
        is_account(actor)
        and organisation.status != Status.CLOSED
        and level_of(actor, organisation) != AccessLevel.OWNER
    )


def can_suggest(actor: Actor) -> bool:
    """Anyone signed in."""
    return is_account(actor)


def can_decide_claims(actor: Actor) -> bool:
    """The team."""
    return is_directory_team(actor)


def can_decide_corrections(actor: Actor, organisation: Organisation) -> bool:
    """The team and the organisation's owners."""
    return can_manage_access(actor, organisation)


def can_withdraw(actor: Actor, request: Request) -> bool:
    """Whoever asked, as long as nobody decided."""
    user = account_of(actor)
    return user is not None and request.asked_by_id == user.pk and request.state == RequestState.PENDING


def can_edit_person(actor: Actor, person: Person) -> bool:
    """The person; the team; and, while the person has no account, who edits one of their organisations."""
    if is_directory_team(actor) or is_own(actor, person):
        return True
    return person.account_id is None and shares_organisation(actor, person, AccessLevel.OWNER, AccessLevel.EDITOR)


def can_say_this_is_me(actor: Actor, person: Person) -> bool:
    """Any account that is nobody of the directory yet, about a person who has no account."""
    user = account_of(actor)
    return user is not None and person.account_id is None and not Person.objects.filter(account=user).exists()


def can_decide_person_claims(actor: Actor, person: Person) -> bool:
    """The team, and owners of an organisation that the person belongs to now."""
    return is_directory_team(actor) or shares_organisation(actor, person, AccessLevel.OWNER)


def can_see_contact(actor: Actor, person: Person) -> bool:
    """Depends on what the person chose; the person, the team and their organisations always may."""
    return standing.sees_contact(actor, person, shared=shares_organisation(actor, person))


def can_edit_themes(actor: Actor) -> bool:
    """Campus administrators."""
    return has_role(actor)
