"""Who works at the invented start-ups: owners come by an invitation or a request, then add their people themselves."""

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.base.accounts.services.creation import create_account
from parvis.demo.context import Context
from parvis.demo.mailbox import token_mailed_to
from parvis.demo.tables import SELF, PersonRow, invented, read_partners, read_people, read_startups
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.directory.models import Access, Membership, Organisation, Person
from parvis.domain.directory.services.memberships import add_member
from parvis.domain.directory.services.organisations import confirm_organisation, set_status
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.rules import can_decide_person_claims
from parvis.domain.stewardship.services.claims import accept_claim, claim_organisation
from parvis.domain.stewardship.services.invitations import accept_invitation, invite
from parvis.domain.stewardship.services.person_claims import accept_person_claim, claim_person


def build(context: Context) -> None:
    """Settle every start-up, each in one transaction, as far as it is not settled yet."""
    people = read_people()
    for row in (*read_startups(), *read_partners()):
        with transaction.atomic():
            _settle(context, row, [person for person in people if person.startup == row["key"]])
    context.say(f"{len({person.name for person in people})} invented people")


def _settle(context: Context, row: dict[str, str], people: list[PersonRow]) -> None:
    organisation, team = invented(row["key"]), context.accounts["community"]
    owner: User | None = None
    for person in people:
        user = _account(context, person)
        if user and person.level:
            _give_right(user, organisation, AccessLevel(person.level), by=owner or team, how=row["owner_by"])
            owner = owner or user
        _employ(organisation, person, user, actor=owner, team=team)
    if owner and row["confirmed"] and organisation.confirmed_at is None:
        confirm_organisation(actor=owner, organisation=organisation)
    if owner and row["closed"] and organisation.status != Status.CLOSED:
        set_status(actor=owner, organisation=organisation, status=Status.CLOSED)


def _account(context: Context, row: PersonRow) -> User | None:
    """The account of someone: one of the ten, or one of their own, to be opened with a mailed code."""
    if row.account != SELF:
        return context.accounts.get(row.account)
    email = row.person["email"]
    return User.objects.filter(email=email).first() or create_account(actor=None, email=email, name=row.name)


def _give_right(user: User, organisation: Organisation, level: AccessLevel, *, by: User, how: str) -> None:
    """Let the owner ask, or be invited by the team; everyone else is invited by the owner."""
    if Access.objects.filter(user=user, organisation=organisation).exists():
        return
    if how == "request" and level == AccessLevel.OWNER:
        claim = claim_organisation(actor=user, organisation=organisation, message="Je dirige cette entreprise.")
        accept_claim(actor=by, claim=claim, word="Bienvenue !")
    else:
        invite(actor=by, organisation=organisation, email=user.email, level=level)
        accept_invitation(actor=user, token=token_mailed_to(user.email, "stewardship.invitation"))


def _employ(organisation: Organisation, row: PersonRow, user: User | None, *, actor: User | None, team: User) -> None:
    """Add the function; who is in the directory already, for a function elsewhere, is added by the team."""
    known = Person.objects.filter(name=row.name, is_invented=True).first()
    title = row.function["title"]
    if not known:
        added = add_member(actor=actor or team, organisation=organisation, values=row.function, new_person=row.person)
        known = added.person
    elif not Membership.objects.filter(person=known, organisation=organisation, title=title).exists():
        add_member(actor=team, organisation=organisation, values=row.function, person=known)
    if row.is_linked and user and known.account_id is None:
        _link(user, known, actor=actor, team=team)


def _link(user: User, person: Person, *, actor: User | None, team: User) -> None:
    """Let the account say “this is me”; an owner's word counts at once, others wait for the owner or the team."""
    claim = claim_person(actor=user, person=person)
    if claim.state == RequestState.PENDING:
        decider = actor if actor and can_decide_person_claims(actor, person) else team
        accept_person_claim(actor=decider, claim=claim)
