"""Founding members speak for applicants."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import ENDED
from parvis.domain.calls.models import Application, Sponsorship
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.calls.standing import is_shown_to_team, runs_all_calls
from parvis.domain.campus.selectors.founding import founding_organisation_ids
from parvis.domain.directory.models import Access, Organisation


def add_sponsorship(*, actor: User | None, application: Application, sponsor: Organisation, note: str) -> Sponsorship:
    """Say that this founding member speaks for the applicant, and why; reviewers and jury see it.

    Raises NotAllowed, InvalidTransition for an application that is a draft or has ended, Conflict when it is done.
    """
    _check(actor, sponsor)
    if not is_shown_to_team(application) or application.state in ENDED or application.call.organiser_id:
        raise InvalidTransition(_("Nobody can speak for this application now."))
    with transaction.atomic():
        row, is_new = Sponsorship.objects.get_or_create(
            application=application, sponsor=sponsor, defaults={"note": note.strip(), "added_by": actor}
        )
        if not is_new:
            raise Conflict(_("%(name)s speaks for this application already.") % {"name": sponsor.name})
        data, users = {"sponsor": sponsor.pk}, members_of(application)
        record(actor=actor, verb="calls.sponsorship_added", target=application, data=data, concerns=users)
    return row


def remove_sponsorship(*, actor: User | None, sponsorship: Sponsorship) -> None:
    """No longer speak for the applicant."""
    _check(actor, sponsorship.sponsor)
    with transaction.atomic():
        data, users = {"sponsor": sponsorship.sponsor_id}, members_of(sponsorship.application)
        verb = "calls.sponsorship_removed"
        record(actor=actor, verb=verb, target=sponsorship.application, data=data, concerns=users)
        sponsorship.delete()


def _check(actor: User | None, sponsor: Organisation) -> None:
    if sponsor.pk not in founding_organisation_ids():
        raise NotAllowed(_("Only founding members speak for applicants."))
    if actor is None or runs_all_calls(actor):
        return
    if not Access.objects.filter(user=actor, organisation=sponsor).exists():
        raise NotAllowed(_("You do not act for this founding member."))
