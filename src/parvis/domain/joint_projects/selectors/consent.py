"""Whether every present partner agreed that everyone reads the page."""

from collections.abc import Iterable

from django.db.models import QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Access
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.directory.standing import account_of
from parvis.domain.joint_projects.enums import Consent, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.standing import agreed, is_present, present, writes_for


def public_projects() -> QuerySet[JointProject]:
    """What everyone reads."""
    return JointProject.objects.filter(agreed())


def open_questions(project: JointProject) -> QuerySet[Partner]:
    """The present partners that have not said yet whether everyone may read the page."""
    rows = project.partners.filter(present(), consent=Consent.OPEN)
    return rows.select_related("organisation").order_by("pk")


def answerable(actor: Actor, partners: Iterable[Partner]) -> set[int]:
    """The present partners (their ids) for which the account may answer; what `can_answer_consent` says of many."""
    user = account_of(actor)
    here = [partner for partner in partners if is_present(partner)]
    if user is None or not here:
        return set()
    ids = {partner.organisation_id for partner in here}
    own = set(writes_for(user).filter(organisation__in=ids))
    if is_directory_team(user):
        held = Access.objects.filter(organisation__in=ids, level__in=WRITERS, user__is_active=True)
        own |= ids - set(held.order_by().values_list("organisation_id", flat=True))
    return {partner.pk for partner in here if partner.organisation_id in own}


def questions_for(user: User) -> QuerySet[Partner]:
    """The partners for which the account is to say whether everyone may read the page."""
    rows = Partner.objects.filter(
        present(), organisation__in=writes_for(user), project__readers=Readers.EVERYONE, consent=Consent.OPEN
    )
    return rows.select_related("organisation", "project").order_by("consent_asked_at", "pk")
