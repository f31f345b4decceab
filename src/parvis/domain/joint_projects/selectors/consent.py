"""Whether every present partner agreed that everyone reads the page."""

from django.db.models import QuerySet

from parvis.domain.joint_projects.enums import Consent
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.standing import agreed, present


def public_projects() -> QuerySet[JointProject]:
    """What everyone reads."""
    return JointProject.objects.filter(agreed())


def open_questions(project: JointProject) -> QuerySet[Partner]:
    """The present partners that have not said yet whether everyone may read the page."""
    rows = project.partners.filter(present(), consent=Consent.OPEN)
    return rows.select_related("organisation").order_by("pk")
