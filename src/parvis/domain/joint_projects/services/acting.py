"""What every act on a joint project does besides: the check, the line of the log, the news that it has changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import NotAllowed
from parvis.domain.joint_projects import rules
from parvis.domain.joint_projects.events import JointProjectChanged
from parvis.domain.joint_projects.models import JointProject


def check_writer(actor: User, project: JointProject) -> None:
    """Raises NotAllowed for whoever neither writes for a partner nor keeps the directory."""
    if not rules.can_write_project(actor, project):
        raise NotAllowed(_("Only its partners and the campus change a joint project."))


def note(actor: User | None, project: JointProject, verb: str, data: Mapping[str, Any] | None = None) -> None:
    """Write the line of the log in the transaction of the act, and let others know on commit."""
    record(actor=actor, verb=f"joint_projects.{verb}", target=project, data=data)
    bus.publish(JointProjectChanged(project.pk))


def heard(project: JointProject) -> None:
    """Something was heard of the project: the silence, and what was asked because of it, is over."""
    now = clock.now()
    JointProject.objects.filter(pk=project.pk).update(news_at=now, asked_at=None, asks=0, updated_at=now)
    project.news_at, project.asked_at, project.asks, project.updated_at = now, None, 0, now
