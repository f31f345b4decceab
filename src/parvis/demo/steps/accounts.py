"""The accounts of the demo: an administrator from the command line, a team that the administrator invites, and others.

The rights of owner, editor and reader over a start-up come with its people, in the step after.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.services.creation import create_account
from parvis.base.accounts.services.invitations import accept_invitation, invite_to_team
from parvis.demo.context import Context
from parvis.demo.mailbox import token_mailed_to
from parvis.demo.people import PASSWORD, PEOPLE, DemoPerson
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Identifier
from parvis.domain.stewardship.services import invitations as organisation_invitations


def build(context: Context) -> None:
    """Open the accounts that are not there yet."""
    for person in PEOPLE:
        if person.key not in _known():
            _open(person, _known())
    _share_password()
    context.accounts = _known()
    context.say(f"{len(PEOPLE)} accounts")


def _known() -> dict[str, User]:
    """The accounts that there are, by their keys."""
    keys = {person.email: person.key for person in PEOPLE}
    return {keys[user.email]: user for user in User.objects.filter(email__in=keys)}


@transaction.atomic
def _open(person: DemoPerson, accounts: dict[str, User]) -> None:
    if Role.ADMINISTRATOR in person.roles:
        create_account(actor=None, email=person.email, name=person.name, roles=person.roles)
        return
    for role in person.roles:
        invite_to_team(actor=accounts["admin"], email=person.email, role=role)
    user = create_account(actor=None, email=person.email, name=person.name)
    for _role in person.roles:
        accept_invitation(actor=user, token=token_mailed_to(user.email, "accounts.team_invitation"))
    if person.speaks_for:
        _let_speak(user, person.speaks_for, accounts["community"])


def _let_speak(user: User, ror: str, team: User) -> None:
    """Give a right over the page of a founding member; nobody invented gets a function at a real organisation."""
    found = Identifier.objects.select_related("organisation").get(scheme="ror", value=ror).organisation
    organisation_invitations.invite(actor=team, organisation=found, email=user.email, level=AccessLevel.EDITOR)
    token = token_mailed_to(user.email, "stewardship.invitation")
    organisation_invitations.accept_invitation(actor=user, token=token)


def _share_password() -> None:
    """One password for all, hashed once: ten hashes would take longer than the whole step."""
    without = User.objects.filter(
        email__in=[person.email for person in PEOPLE], password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    if without.exists():
        without.update(password=make_password(PASSWORD))
