"""What an account is to an introduction: the facts that both rules and selectors stand on."""

from django.db.models import Exists, OuterRef, Q

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, has_role
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Access
from parvis.domain.directory.standing import account_of
from parvis.domain.introductions.models import Introduction, IntroductionSide

"""Who speaks for an organisation here."""


def introduces(actor: Actor) -> bool:
    """Community managers and administrators introduce any two organisations."""
    return has_role(actor, Role.COMMUNITY)


def speaks_for(actor: Actor, organisation_id: int) -> bool:
    """Owners and editors of an organisation."""
    user = account_of(actor)
    rows = Access.objects.filter(organisation=organisation_id, level__in=WRITERS)
    return user is not None and rows.filter(user=user).exists()


def sides_of_account(user: User, *levels: str) -> Q:
    """The condition for sides on which an account stands: by a right over the organisation, or as who is written to."""
    rights = Access.objects.filter(organisation=OuterRef("organisation"), user=user, level__in=levels or WRITERS)
    return Q(account=user) | Q(person__account=user) | Q(Exists(rights))


def stands_on(actor: Actor, side: IntroductionSide) -> bool:
    """Whoever may answer for this side."""
    user = account_of(actor)
    if user is None:
        return False
    return user.pk == side.account_id or is_chosen_person(user, side) or speaks_for(user, side.organisation_id)


def is_chosen_person(user: User, side: IntroductionSide) -> bool:
    """True when the account is the person whom the side names."""
    return side.person is not None and side.person.account_id == user.pk


def stands_on_some_side(actor: Actor, introduction: Introduction, *levels: str) -> bool:
    """Whoever stands on either side of it."""
    user = account_of(actor)
    rows = IntroductionSide.objects.filter(introduction=introduction)
    return user is not None and rows.filter(sides_of_account(user, *levels)).exists()
