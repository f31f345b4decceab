"""Interview slots: made in a series, filled by hand or in the order of the ranking, told to applicants."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.messaging.services.send import send_mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.calls.models import Application
from parvis.domain.calls.selectors.applications import members_of
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.days import moment_in_words
from parvis.domain.cohorts.invitations import address_of
from parvis.domain.cohorts.models import Interview, Jury
from parvis.domain.cohorts.selectors.interviews import interviews_of, to_be_heard, untold

MOST_SLOTS = 60
MINUTES = (5, 240)
TOLD = "cohorts/mail/interview"


def make_slots(
    *, actor: User, jury: Jury, first: dt.datetime, number: int, minutes: int, pause: int = 0, place: str = ""
) -> list[Interview]:
    """A series of slots, one after the other. Raises InvalidInput when one would meet a slot that is there."""
    _check(actor, jury)
    if not 1 <= number <= MOST_SLOTS or not MINUTES[0] <= minutes <= MINUTES[1] or not 0 <= pause <= MINUTES[1]:
        values = {"most": MOST_SLOTS, "short": MINUTES[0], "long": MINUTES[1]}
        raise InvalidInput(_("At most %(most)s slots, of %(short)s to %(long)s minutes each.") % values)
    step = dt.timedelta(minutes=minutes + pause)
    slots = [
        Interview(jury=jury, starts_at=first + place_ * step, minutes=minutes, place=place.strip()[:300])
        for place_ in range(number)
    ]
    there = list(jury.interviews.all())
    if any(_meet(new, old) for new in slots for old in there):
        raise InvalidInput(_("These slots would meet others of this jury. Choose another time."))
    with transaction.atomic():
        Interview.objects.bulk_create(slots)
        record(actor=actor, verb="cohorts.slots_made", target=jury, data={"slots": number})
    return slots


def _meet(one: Interview, other: Interview) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def assign_slot(*, actor: User, interview: Interview, application: Application | None) -> Interview:
    """Hear this applicant in the slot, or nobody; whoever was told to come is told that the slot is gone.

    Raises Conflict when the applicant has another slot, or somebody else gave this one away meanwhile.
    """
    jury = interview.jury
    _check(actor, jury)
    if application is not None and application.round_id != jury.round_id:
        raise NotAllowed(_("This application is not before this jury."))
    before, was_told = interview.application, interview.told_at is not None
    try:
        with transaction.atomic():
            same = Interview.objects.filter(pk=interview.pk, application=before, revision=interview.revision)
            if not same.update(application=application, revision=interview.revision + 1, told_at=None):
                raise Conflict(_("Someone else has given this slot away in the meantime."))
            if before is not None and was_told:
                _tell(before, interview, "cohorts/mail/interview_gone")
            record(actor=actor, verb="cohorts.slot_changed", target=jury)
    except IntegrityError as error:
        raise Conflict(_("This applicant has a slot already.")) from error
    interview.refresh_from_db()
    return interview


def change_slot(*, actor: User, interview: Interview, starts_at: dt.datetime, minutes: int, place: str) -> Interview:
    """Another time or place; an applicant who was told is told again by the next round of mails."""
    jury = interview.jury
    _check(actor, jury)
    interview.starts_at, interview.minutes, interview.place = starts_at, minutes, place.strip()[:300]
    if not MINUTES[0] <= minutes <= MINUTES[1]:
        raise InvalidInput(_("Between %(short)s and %(long)s minutes.") % {"short": MINUTES[0], "long": MINUTES[1]})
    if any(_meet(interview, other) for other in jury.interviews.exclude(pk=interview.pk)):
        raise InvalidInput(_("This slot would meet another one of this jury. Choose another time."))
    interview.revision += 1
    interview.told_at = None
    with transaction.atomic():
        interview.save(update_fields=["starts_at", "minutes", "place", "revision", "told_at"])
        record(actor=actor, verb="cohorts.slot_changed", target=jury)
    return interview


def remove_slot(*, actor: User, interview: Interview) -> None:
    """Take a slot away; whoever was told to come is told that it is gone."""
    jury = interview.jury
    _check(actor, jury)
    with transaction.atomic():
        if interview.application is not None and interview.told_at is not None:
            _tell(interview.application, interview, "cohorts/mail/interview_gone")
        record(actor=actor, verb="cohorts.slot_removed", target=jury)
        interview.delete()


def fill_slots(*, actor: User, jury: Jury, order: Sequence[int]) -> int:
    """Give the free slots away in this order of applications, those of the shortlist alone where there is one."""
    _check(actor, jury)
    wanted = {application.pk: application for application in to_be_heard(jury)}
    following = [wanted[pk] for pk in order if pk in wanted]
    free = interviews_of(jury).filter(application=None, starts_at__gt=clock.now())
    filled = 0
    with transaction.atomic():
        for slot, application in zip(free, following, strict=False):
            same = Interview.objects.filter(pk=slot.pk, application=None)
            filled += same.update(application=application, revision=slot.revision + 1, told_at=None)
        record(actor=actor, verb="cohorts.slots_filled", target=jury, data={"slots": filled})
    return filled


def tell_interviews(*, actor: User, jury: Jury) -> int:
    """Write to every applicant who does not know yet when they are heard; returns how many."""
    _check(actor, jury)
    told = 0
    with transaction.atomic():
        for interview in untold(jury):
            same = Interview.objects.filter(pk=interview.pk, revision=interview.revision, told_at=None)
            if interview.application is not None and same.update(told_at=clock.now()):
                _tell(interview.application, interview, TOLD)
                told += 1
        record(actor=actor, verb="cohorts.interviews_told", target=jury, data={"applicants": told})
    return told


def _tell(application: Application, interview: Interview, template: str) -> None:
    call = interview.jury.round.call
    for user in members_of(application):
        language = user.language or application.language or settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(ZoneInfo(call.timezone)):
            context = {
                "reader": user,
                "call": call.title,
                "organisation": application.organisation.name,
                "moment": moment_in_words(interview.starts_at),
                "interview": interview,
                "calendar": address_of(interview) if template == TOLD else "",
            }
            kind = template.replace("/mail/", ".")
            send_mail(to=user.email, template=template, language=language, context=context, kind=kind)


def _check(actor: User, jury: Jury) -> None:
    if not rules.can_manage_jury(actor, jury):
        raise NotAllowed(_("Only whoever manages the call plans its interviews."))
