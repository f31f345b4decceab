"""Who is written to for a side, and how the other side reaches it once both agree."""

from dataclasses import dataclass

from django.conf import settings

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.domain.directory.enums import WRITERS, Visibility
from parvis.domain.directory.models import Access, Membership, Organisation, Person
from parvis.domain.directory.standing import lasting
from parvis.domain.introductions.models import IntroductionSide


@dataclass(frozen=True)
class Recipient:
    """Somebody who is written to: an account, or a person of the directory who has none."""

    email: str
    name: str
    language: str
    user: User | None = None
    person: Person | None = None


def recipients_of(side: IntroductionSide) -> list[Recipient]:
    """Who answers for a side: whoever was chosen, or else the owners, or else the editors; perhaps nobody."""
    if side.account is not None and side.account.is_active:
        return [of_account(side.account)]
    chosen = of_person(side.person) if side.person is not None else None
    return [chosen] if chosen else speakers_of(side.organisation)


def speakers_of(organisation: Organisation) -> list[Recipient]:
    """The owners of an organisation, or its editors where it has none."""
    rows = Access.objects.filter(organisation=organisation, user__is_active=True).select_related("user")
    found = list(rows.order_by("user__email"))
    for level in WRITERS:
        users = [of_account(row.user) for row in found if row.level == level]
        if users:
            return users
    return []


def of_account(user: User) -> Recipient:
    """An account, in its language."""
    return Recipient(user.email, user.display_name, user.language or settings.LANGUAGE_CODE, user=user)


def of_person(person: Person) -> Recipient | None:
    """A person of the directory: by the account, or by the address that is known; None where there is neither."""
    if person.account is not None and person.account.is_active:
        return of_account(person.account)
    if not person.email:
        return None
    return Recipient(person.email, person.name, settings.LANGUAGE_CODE, person=person)


def matchmakers() -> list[Recipient]:
    """The community managers, or the administrators where there are none."""
    for role in (Role.COMMUNITY, Role.ADMINISTRATOR):
        users = User.objects.filter(is_active=True, role_grants__role=role).order_by("email")
        if found := [of_account(user) for user in users]:
            return found
    return []


@dataclass(frozen=True)
class Contact:
    """How one side reaches the other; the telephone number only where its owner lets others have it."""

    organisation: Organisation
    name: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""


def contact_of(side: IntroductionSide) -> Contact:
    """What the other side gets once both have accepted: whoever agreed; callers ask `can_see_contacts` first.

    Where the campus recorded the answer it is the person whom it chose, and where that one has gone, an owner.
    """
    user = side.answered_by if side.answered_by is not None and side.answered_by.is_active else None
    person = Person.objects.filter(account=user).first() if user else side.person
    if person is None:
        chosen = of_account(user) if user else next(iter(speakers_of(side.organisation)), None)
        return Contact(side.organisation, chosen.name, email=chosen.email) if chosen else Contact(side.organisation)
    return _contact_of_person(side, person, user.email if user else person.email)


def _contact_of_person(side: IntroductionSide, person: Person, email: str) -> Contact:
    memberships = Membership.objects.filter(lasting(), person=person, organisation=side.organisation)
    function = memberships.order_by("-starts_on", "pk").values_list("title", flat=True).first() or ""
    may_call = side.shares_phone or person.contact_visibility != Visibility.TEAM
    return Contact(side.organisation, person.name, function, email, person.phone if may_call else "")
