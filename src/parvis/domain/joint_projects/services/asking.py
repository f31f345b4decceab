"""Ask partners whether everyone may read the page of a project, and take their answers."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.joint_projects import rules
from parvis.domain.joint_projects.enums import Consent, Readers
from parvis.domain.joint_projects.links import consent_link
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.selectors.consent import open_questions
from parvis.domain.joint_projects.services.acting import check_writer, note
from parvis.domain.joint_projects.services.mails import CONSENT, addressees, tell
from parvis.domain.joint_projects.standing import is_present, writes_for

AGAIN = dt.timedelta(days=7)
"""Nobody is asked again sooner."""


def agree_for_own(actor: User, project: JointProject) -> None:
    """Who opens a page to everyone agrees to it for the organisations in whose name they write, where these are open.

    In the caller's transaction.
    """
    own = open_questions(project).filter(organisation__in=writes_for(actor))
    Partner.objects.filter(pk__in=list(own.values_list("pk", flat=True))).update(
        consent=Consent.GIVEN, consent_by=actor, consent_at=clock.now()
    )


def ask_for_consent(project: JointProject) -> int:
    """Ask those that were not asked yet, where everyone is to read the page; in the caller's transaction.

    Returns how many partners were asked.
    """
    if project.readers != Readers.EVERYONE:
        return 0
    return _ask(project, list(open_questions(project).filter(consent_asked_at=None)))


def ask_again(*, actor: User, project: JointProject) -> int:
    """Ask those once more that have not answered for a week; returns how many. Raises NotAllowed."""
    check_writer(actor, project)
    if project.readers != Readers.EVERYONE:
        return 0
    with transaction.atomic():
        waiting = open_questions(project).exclude(consent_asked_at__gt=clock.now() - AGAIN)
        asked = _ask(project, list(waiting))
        note(actor, project, "consent_asked", {"partners": asked})
    return asked


def answer_consent(*, actor: User, partner: Partner, agrees: bool) -> Partner:
    """Say for a partner whether everyone may read the page; an earlier answer may be changed at any time.

    Raises NotAllowed, InvalidTransition for a partner that has left, and Conflict when somebody else was faster.
    """
    if not rules.can_answer_consent(actor, partner):
        raise NotAllowed(_("Only those who write in the name of this partner answer for it."))
    if not is_present(partner):
        raise InvalidTransition(_("This organisation has left the project."))
    answer = Consent.GIVEN if agrees else Consent.REFUSED
    with transaction.atomic():
        rows = Partner.objects.filter(pk=partner.pk, consent=partner.consent)
        if not rows.update(consent=answer, consent_by=actor, consent_at=clock.now()):
            raise Conflict(_("Somebody answered for this partner in the meantime."))
        data = {"organisation": partner.organisation_id, "answer": answer}
        note(actor, partner.project, "consent_answered", data)
    partner.refresh_from_db()
    return partner


def _ask(project: JointProject, partners: list[Partner]) -> int:
    now = clock.now()
    for partner in partners:
        Partner.objects.filter(pk=partner.pk).update(consent_asked_at=now)
        for user in addressees(partner):
            context = {"organisation": partner.organisation.name, "link": consent_link(partner, user)}
            tell(user, CONSENT, project, context)
    return len(partners)
