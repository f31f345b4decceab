"""One account for each role, and the organisations over which some of them have rights."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from parvis.base.accounts.models import RoleGrant, User
from parvis.demo.context import Context
from parvis.demo.people import PASSWORD, PEOPLE, DemoPerson
from parvis.demo.steps.startups import startup
from parvis.domain.directory.models import Access, Identifier, Organisation

INSERM = "02vjkv261"


def build(context: Context) -> None:
    """Open the accounts that are not there yet; all have the same password, hashed once."""
    known = {user.email: user for user in User.objects.filter(email__in=[person.email for person in PEOPLE])}
    password = make_password(PASSWORD) if len(known) < len(PEOPLE) else ""
    for person in PEOPLE:
        context.accounts[person.key] = known.get(person.email) or _open(person, password)
    context.say(f"{len(PEOPLE)} accounts")


def _open(person: DemoPerson, password: str) -> User:
    user = User.objects.create(email=person.email, name=person.name, password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role) for role in person.roles])
    if person.organisation:
        Access.objects.create(organisation=_organisation(person.organisation), user=user, level=person.level)
    return user


def _organisation(key: str) -> Organisation:
    if key == "inserm":
        return Identifier.objects.select_related("organisation").get(scheme="ror", value=INSERM).organisation
    return startup(key)
