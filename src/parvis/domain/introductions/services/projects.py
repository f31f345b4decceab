"""A joint project that comes of an introduction."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.introductions import rules
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction
from parvis.domain.introductions.services.moving import held, sides_of
from parvis.domain.joint_projects.enums import Origin
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.services.projects import PartnerValues, ProjectValues, create_joint_project


def make_joint_project(*, actor: User, introduction: Introduction, values: ProjectValues) -> JointProject:
    """Put what the two do together on record, with both as partners, and remember that it came of this introduction.

    Raises Conflict when it was made a project before.
    """
    if not rules.can_make_project(actor, introduction):
        raise NotAllowed(_("Only the two organisations and the campus make a joint project of it, once both agreed."))
    with transaction.atomic():
        introduction = held(introduction)
        if introduction.project_id is not None:
            raise Conflict(_("This introduction was made a joint project already."))
        partners = [PartnerValues(organisation=side.organisation) for side in sides_of(introduction).values()]
        project = create_joint_project(actor=actor, values=values, partners=partners, origin=Origin.INTRODUCTION)
        Introduction.objects.filter(pk=introduction.pk).update(project=project)
        record(actor=actor, verb="introductions.project_made", target=introduction, data={"project": project.pk})
        bus.publish(IntroductionMoved(introduction.pk))
    return project
