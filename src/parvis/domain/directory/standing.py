"""What an account is to an organisation or a person: the facts that both rules and selectors stand on."""

import datetime as dt

from django.db.models import Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, is_team
from parvis.core import clock
from parvis.domain.directory.enums import WRITERS, AccessLevel, Visibility
from parvis.domain.directory.models import Access, Membership, Organisation, Person


def account_of(actor: Actor) -> User | None:
    """The living account that asks, if it is one."""
    return actor if isinstance(actor, User) and actor.is_active and actor.pk is not None else None


def level_of(actor: Actor, organisation: Organisation) -> AccessLevel | None:
    """The right that the account itself holds over the organisation."""
    user = account_of(actor)
    if user is None:
        return None
    level = Access.objects.filter(organisation=organisation, user=user).values_list("level", flat=True).first()
    return AccessLevel(level) if level else None


def organisations_of(user: User, *levels: str) -> QuerySet[Access, int]:
    """The ids of organisations over which the account has a right (one of these), for use inside a query."""
    rows = Access.objects.filter(user=user)
    return (rows.filter(level__in=levels) if levels else rows).values_list("organisation_id", flat=True)


def is_of_ecosystem(actor: Actor) -> bool:
    """Whoever writes for an organisation, whichever it is, and the campus team."""
    if is_team(actor):
        return True
    user = account_of(actor)
    return user is not None and organisations_of(user, *WRITERS).exists()


def lasting(today: dt.date | None = None) -> Q:
    """The condition for memberships that last."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=today or clock.today())


def is_present(membership: Membership) -> bool:
    """True while the membership lasts."""
    return membership.ends_on is None or membership.ends_on >= clock.today()


def is_own(actor: Actor, person: Person) -> bool:
    """True when the person of the directory is the account itself."""
    user = account_of(actor)
    return user is not None and person.account_id == user.pk


def shares_organisation(actor: Actor, person: Person, *levels: str) -> bool:
    """True when the account has a right (one of these) over an organisation of which the person is a member now."""
    user = account_of(actor)
    if user is None:
        return False
    rows = Membership.objects.filter(lasting(), person=person, organisation__in=organisations_of(user, *levels))
    return rows.exists()


def sees_contact(actor: Actor, person: Person, *, shared: bool) -> bool:
    """What the person chose; `shared` says whether the account has a right over one of the person's organisations."""
    if person.contact_visibility == Visibility.PUBLIC or is_team(actor) or is_own(actor, person):
        return True
    if account_of(actor) is None:
        return False
    return shared or person.contact_visibility == Visibility.SIGNED_IN
