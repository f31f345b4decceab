"""Who may ask for what, and who decides."""

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.rules import can_manage_access, is_account, is_directory_team
from parvis.domain.directory.standing import account_of, is_own, level_of, shares_organisation
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models.requests import Request


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


def can_say_this_is_me(actor: Actor, person: Person) -> bool:
    """Any account that is nobody of the directory yet, about a person who has no account."""
    user = account_of(actor)
    return user is not None and person.account_id is None and not Person.objects.filter(account=user).exists()


def can_decide_person_claims(actor: Actor, person: Person) -> bool:
    """The team, and owners of an organisation that the person belongs to now."""
    return is_directory_team(actor) or shares_organisation(actor, person, AccessLevel.OWNER)


def can_unlink_person(actor: Actor, person: Person) -> bool:
    """The account itself and the team."""
    return person.account_id is not None and (is_own(actor, person) or is_directory_team(actor))
