"""What an account is to joint projects: the facts that both rules and selectors stand on."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.core import clock
from parvis.domain.directory.enums import WRITERS, AccessLevel, Status
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.standing import account_of
from parvis.domain.joint_projects.enums import Consent, Readers
from parvis.domain.joint_projects.models import JointProject, Partner


def present() -> Q:
    """The condition for partners that have not left."""
    return Q(left_on=None) | Q(left_on__gt=clock.today())


def is_present(partner: Partner) -> bool:
    """True as long as the partner has not left."""
    return partner.left_on is None or partner.left_on > clock.today()


def writes_for(user: User) -> "QuerySet[Access, int]":
    """The ids of organisations in whose name the account writes: owners, and editors unless they are closed."""
    rows = Access.objects.filter(user=user, level__in=WRITERS)
    return rows.exclude(level=AccessLevel.EDITOR, organisation__status=Status.CLOSED).values_list(
        "organisation_id", flat=True
    )


def partner_organisations() -> "QuerySet[Partner, int]":
    """The ids of organisations that are present partners of something, for use inside a query."""
    return Partner.objects.filter(present()).order_by().values_list("organisation_id", flat=True)


def own_organisations(actor: Actor) -> "QuerySet[Organisation]":
    """The organisations in whose name the account writes, by name."""
    user = account_of(actor)
    if user is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(pk__in=writes_for(user)).order_by("name", "pk")


def agreed() -> Q:
    """The condition for projects that everyone reads: they are meant to be, and each present partner said yes."""
    here = Partner.objects.filter(present(), project=OuterRef("pk"))
    return Q(Exists(here), ~Exists(here.exclude(consent=Consent.GIVEN)), readers=Readers.EVERYONE)


def is_agreed(project: JointProject) -> bool:
    """The same for one project."""
    return JointProject.objects.filter(agreed(), pk=project.pk).exists()
