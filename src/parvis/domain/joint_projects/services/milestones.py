"""What is to be reached, by when, and when it was."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import Conflict
from parvis.domain.joint_projects.models import JointProject, Milestone
from parvis.domain.joint_projects.services.acting import check_writer, heard, note
from parvis.domain.joint_projects.services.values import TITLE, one_line, refuse


def add_milestone(*, actor: User, project: JointProject, title: str, due_on: dt.date | None = None) -> Milestone:
    """Put something on the way. Raises NotAllowed, InvalidInput."""
    check_writer(actor, project)
    with transaction.atomic():
        milestone = Milestone.objects.create(project=project, title=_titled(title), due_on=due_on)
        heard(project)
        note(actor, project, "milestone_added")
    return milestone


def edit_milestone(*, actor: User, milestone: Milestone, title: str, due_on: dt.date | None) -> Milestone:
    """Name it otherwise, or plan it for another day. Raises NotAllowed, InvalidInput."""
    check_writer(actor, milestone.project)
    milestone.title, milestone.due_on = _titled(title), due_on
    with transaction.atomic():
        milestone.save(update_fields=["title", "due_on"])
        heard(milestone.project)
        note(actor, milestone.project, "milestone_edited")
    return milestone


def reach_milestone(*, actor: User, milestone: Milestone, on: dt.date | None = None) -> Milestone:
    """Say that it is reached, as of a day. Raises NotAllowed, InvalidInput, Conflict when somebody said so before."""
    check_writer(actor, milestone.project)
    day = on or clock.today()
    if day > clock.today():
        raise refuse("on", _("This day is yet to come."))
    with transaction.atomic():
        if not Milestone.objects.filter(pk=milestone.pk, reached_on=None).update(reached_on=day):
            raise Conflict(_("This milestone is reached already."))
        heard(milestone.project)
        note(actor, milestone.project, "milestone_reached")
    milestone.refresh_from_db()
    return milestone


def remove_milestone(*, actor: User, milestone: Milestone) -> None:
    """Take it off the way. Raises NotAllowed."""
    check_writer(actor, milestone.project)
    with transaction.atomic():
        heard(milestone.project)
        note(actor, milestone.project, "milestone_removed")
        milestone.delete()


def _titled(title: str) -> str:
    text = one_line(title, TITLE)
    if not text:
        raise refuse("title", _("Say what is to be reached."))
    return text
