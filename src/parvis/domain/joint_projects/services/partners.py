"""Who takes part in a project: added, described otherwise, gone, or removed because it was a mistake.

A newcomer has not agreed to a public page: it closes until the newcomer does.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.directory.models import Person
from parvis.domain.joint_projects.enums import Consent, PartnerRole, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.services.acting import check_writer, heard, note
from parvis.domain.joint_projects.services.asking import ask_for_consent
from parvis.domain.joint_projects.services.mails import tell_named
from parvis.domain.joint_projects.services.values import PART, PartnerValues, check_partner, one_line, refuse
from parvis.domain.joint_projects.standing import is_present, present

NOBODY_YET = {"consent": Consent.OPEN, "consent_by": None, "consent_at": None, "consent_asked_at": None}


def add_partner(*, actor: User, project: JointProject, values: PartnerValues) -> Partner:
    """Take an organisation in, or in again once it has left; it is told, and asked where everyone is to read the page.

    Raises NotAllowed, InvalidInput, and Conflict for a partner that is there already.
    """
    check_writer(actor, project)
    check_partner(values)
    columns = {
        "role": values.role,
        "part": one_line(values.part, PART),
        "person": values.person,
        "joined_on": values.joined_on or clock.today(),
    }
    try:
        with transaction.atomic():
            again = project.partners.filter(organisation=values.organisation).exclude(present())
            if again.update(**columns, **NOBODY_YET, left_on=None):
                partner = project.partners.get(organisation=values.organisation)
            else:
                partner = Partner.objects.create(project=project, organisation=values.organisation, **columns)
            heard(project)
            note(actor, project, "partner_added", {"organisation": partner.organisation_id})
            ask_for_consent(project)
            if project.readers != Readers.EVERYONE:
                tell_named(project, [partner], actor)
    except IntegrityError as error:
        raise Conflict(_("This organisation is a partner already.")) from error
    return partner


def edit_partner(*, actor: User, partner: Partner, role: PartnerRole, part: str, person: Person | None) -> Partner:
    """Say otherwise what it does, and whom to talk to. Raises NotAllowed, InvalidInput."""
    check_writer(actor, partner.project)
    check_partner(PartnerValues(partner.organisation, role, part, person))
    partner.role, partner.part, partner.person = role, one_line(part, PART), person
    with transaction.atomic():
        partner.save(update_fields=["role", "part", "person"])
        heard(partner.project)
        note(actor, partner.project, "partner_edited", {"organisation": partner.organisation_id})
    return partner


def let_partner_go(*, actor: User, partner: Partner, on: dt.date | None = None) -> Partner:
    """It has left, as of a day; what it did stays on record. The last one does not leave: the project ends instead.

    Raises NotAllowed, InvalidInput, InvalidTransition.
    """
    day = on or clock.today()
    _check_going(actor, partner)
    if not partner.joined_on <= day <= clock.today():
        raise refuse("on", _("Give a day after it joined that is not yet to come."))
    with transaction.atomic():
        if not Partner.objects.filter(present(), pk=partner.pk).update(left_on=day):
            raise Conflict(_("This organisation has left the project."))
        heard(partner.project)
        note(actor, partner.project, "partner_left", {"organisation": partner.organisation_id})
    partner.refresh_from_db()
    return partner


def remove_partner(*, actor: User, partner: Partner) -> None:
    """Take out what was never a partner. Raises NotAllowed, InvalidTransition for the last one."""
    _check_going(actor, partner)
    with transaction.atomic():
        heard(partner.project)
        note(actor, partner.project, "partner_removed", {"organisation": partner.organisation_id})
        partner.delete()


def _check_going(actor: User, partner: Partner) -> None:
    check_writer(actor, partner.project)
    others = partner.project.partners.filter(present()).exclude(pk=partner.pk)
    if is_present(partner) and not others.exists():
        raise InvalidTransition(_("The last partner stays; finish or abandon the project instead."))
