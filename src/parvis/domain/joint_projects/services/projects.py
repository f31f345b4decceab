"""Begin a joint project, change what is said of it, move it from state to state, remove a mistake."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.joint_projects import rules
from parvis.domain.joint_projects.enums import Origin, ProjectAction, ProjectState, Readers
from parvis.domain.joint_projects.events import JointProjectChanged
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.services.acting import check_writer, heard, note
from parvis.domain.joint_projects.services.asking import agree_for_own, ask_for_consent
from parvis.domain.joint_projects.services.mails import tell_named
from parvis.domain.joint_projects.services.values import PART as PART_LENGTH
from parvis.domain.joint_projects.services.values import (
    PartnerValues,
    ProjectValues,
    check_partner,
    one_line,
    refuse,
    slug_for,
    write_values,
)
from parvis.domain.joint_projects.workflow import TRANSITIONS
from parvis.domain.projects.models import Project

__all__ = ["PartnerValues", "ProjectValues", "create_joint_project", "edit_joint_project", "move_project"]


def create_joint_project(
    *,
    actor: User,
    values: ProjectValues,
    partners: Sequence[PartnerValues],
    origin: Origin = Origin.ENTERED,
    register_project: Project | None = None,
) -> JointProject:
    """Put a project on record with its partners; where everyone is to read it, the partners are asked at once.

    Raises NotAllowed for whoever neither keeps the directory nor writes for one of the partners, InvalidInput, and
    Conflict when the project of the register is on record already.
    """
    if not rules.can_create_with(actor, [one.organisation.pk for one in partners]):
        raise NotAllowed(_("You can only begin a joint project in which an organisation of yours takes part."))
    project = JointProject(
        state=values.state,
        state_on=values.state_on or clock.today(),
        origin=origin,
        register_project=register_project,
        news_at=clock.now(),
        created_by=actor,
        is_invented=values.is_invented,
    )
    write_values(project, values)
    _check_partners(partners)
    try:
        with transaction.atomic():
            project.slug = slug_for(project)
            project.save()
            project.themes.set(values.themes)
            named = Partner.objects.bulk_create(_partner(project, one) for one in partners)
            note(actor, project, "created", {"origin": origin, "partners": len(partners)})
            if project.readers == Readers.EVERYONE:
                agree_for_own(actor, project)
                ask_for_consent(project)
            else:
                tell_named(project, named, actor)
    except IntegrityError as error:
        raise Conflict(_("This project was put on record in the meantime.")) from error
    return project


def edit_joint_project(*, actor: User, project: JointProject, values: ProjectValues) -> JointProject:
    """Change texts, themes, days and readers; its address and its state stay. Raises NotAllowed, InvalidInput."""
    check_writer(actor, project)
    old_readers = project.readers
    write_values(project, values)
    fields = ("title_fr", "title_en", "summary_fr", "summary_en", "starts_on", "ends_on", "readers", "updated_at")
    with transaction.atomic():
        project.save(update_fields=fields)
        project.themes.set(values.themes)
        heard(project)
        data = {"readers": project.readers} if project.readers != old_readers else None
        note(actor, project, "edited", data)
        if data and project.readers == Readers.EVERYONE:
            agree_for_own(actor, project)
            ask_for_consent(project)
    return project


def move_project(
    *, actor: User, project: JointProject, action: ProjectAction, reason: str = "", on: dt.date | None = None
) -> JointProject:
    """Move it on, as of a day that is not yet to come; who abandons a project says why.

    Raises NotAllowed, InvalidTransition where its state does not allow the action, InvalidInput, and Conflict when
    somebody else was faster.
    """
    check_writer(actor, project)
    new = TRANSITIONS.get((ProjectState(project.state), action))
    if new is None:
        sentence = _("This project is “%(state)s”; this cannot be done with it now.")
        raise InvalidTransition(sentence % {"state": project.get_state_display()})
    day, text = on or clock.today(), reason.strip()
    if day > clock.today():
        raise refuse("on", _("This day is yet to come."))
    if action == ProjectAction.ABANDON and not text:
        raise refuse("reason", _("Say why it is abandoned: others learn from it."))
    why = text if action == ProjectAction.ABANDON else ""
    with transaction.atomic():
        rows = JointProject.objects.filter(pk=project.pk)
        change_state(rows, old=project.state, new=new, state_on=day, why_abandoned=why)
        heard(project)
        note(actor, project, "moved", {"old": project.state, "new": new})
    project.refresh_from_db()
    return project


def remove_project(*, actor: User, project: JointProject) -> None:
    """Remove what was entered by mistake, with all that belongs to it; its files go with the orphans of the day."""
    if not rules.can_remove_project(actor, project):
        raise NotAllowed(_("Only the campus removes a joint project."))
    with transaction.atomic():
        record(actor=actor, verb="joint_projects.removed", target=project)
        bus.publish(JointProjectChanged(project.pk))
        project.delete()


def _check_partners(partners: Sequence[PartnerValues]) -> None:
    if not partners:
        raise refuse("organisation", _("Name at least one partner."))
    if len({one.organisation.pk for one in partners}) < len(partners):
        raise refuse("organisation", _("This organisation is a partner already."))
    for one in partners:
        check_partner(one)


def _partner(project: JointProject, values: PartnerValues) -> Partner:
    return Partner(
        project=project,
        organisation=values.organisation,
        role=values.role,
        part=one_line(values.part, PART_LENGTH),
        person=values.person,
        joined_on=values.joined_on or clock.today(),
    )
