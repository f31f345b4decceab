"""Take a project of a register over as a joint project: its titles, days and partners are filled in."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.joint_projects import rules
from parvis.domain.joint_projects.enums import Origin, PartnerRole, ProjectState
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.services.projects import create_joint_project
from parvis.domain.joint_projects.services.values import TITLE, PartnerValues, ProjectValues, one_line
from parvis.domain.projects.enums import Role
from parvis.domain.projects.models import Participation, Project


@dataclass(frozen=True)
class Draft:
    """What a project of a register gives; `unknown` are those who took part and are not in the directory."""

    values: ProjectValues
    partners: list[PartnerValues]
    unknown: list[str]


def draft_of(register_project: Project) -> Draft:
    """What a joint project would say at first; each organisation once, as coordinator where it was that for a part."""
    partners: dict[int, PartnerValues] = {}
    unknown = []
    rows = Participation.objects.filter(project=register_project).select_related("organisation")
    joined = _begin(register_project)
    for row in rows.order_by("key", "pk"):
        if row.organisation is None:
            unknown.append(row.name)
        elif row.role == Role.COORDINATOR or row.organisation.pk not in partners:
            role = PartnerRole.COORDINATOR if row.role == Role.COORDINATOR else PartnerRole.PARTNER
            partners[row.organisation.pk] = PartnerValues(row.organisation, role, joined_on=joined)
    ordered = sorted(partners.values(), key=lambda one: one.role != PartnerRole.COORDINATOR)
    return Draft(_values(register_project), ordered, list(dict.fromkeys(unknown)))


def take_over(*, actor: User, register_project: Project) -> JointProject:
    """Put it on record here, for those who took part and for the campus; what the register says stays there.

    Raises NotAllowed, InvalidInput where nobody who took part is in the directory, and Conflict when it is on record.
    """
    if not rules.can_take_over(actor, register_project):
        raise NotAllowed(_("Only those who took part, and the campus, take a project over."))
    if JointProject.objects.filter(register_project=register_project).exists():
        raise Conflict(_("This project is on record as a joint project already."))
    draft = draft_of(register_project)
    return create_joint_project(
        actor=actor,
        values=draft.values,
        partners=draft.partners,
        origin=Origin.REGISTER,
        register_project=register_project,
    )


def _values(project: Project) -> ProjectValues:
    french, english = one_line(project.title_fr, TITLE), one_line(project.title_en, TITLE)
    over = project.ends_on is not None and project.ends_on < clock.today()
    return ProjectValues(
        title_fr=french or ("" if english else project.acronym),
        title_en=english,
        summary_fr=project.abstract_fr,
        summary_en=project.abstract_en,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        state=ProjectState.FINISHED if over else ProjectState.RUNNING,
        state_on=project.ends_on if over else _begin(project),
    )


def _begin(project: Project) -> dt.date:
    """When its partners came together: its first day, or that of the year of its call; never in the future."""
    return min(project.starts_on or dt.date(project.year, 1, 1), clock.today())
