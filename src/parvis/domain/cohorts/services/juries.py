"""Set a jury up: for which round, for how many places, who sits on it."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.models import Round
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import Outcome
from parvis.domain.cohorts.models import Juror, Jury
from parvis.domain.cohorts.services.outdating import outdate_letters
from parvis.domain.directory.models import Organisation

MOST_DAYS = 60
"""A reminder earlier than this before the end would come with the letter."""


def create_jury(
    *,
    actor: User,
    round: Round,  # noqa: A002 -- what it is
    name: str,
    places: int | None = None,
    meets_at: dt.datetime | None = None,
) -> Jury:
    """Open the jury of a round; there is one for each. Without `places` those of the round count."""
    if not rules.can_set_up_jury(actor, round.call):
        raise NotAllowed(_("Only whoever manages the call sets its jury up."))
    try:
        with transaction.atomic():
            jury = Jury.objects.create(
                round=round, name=_named(name), places=places, meets_at=meets_at, created_by=actor
            )
            record(actor=actor, verb="cohorts.jury_created", target=jury)
    except IntegrityError as error:
        raise Conflict(_("This round has a jury already.")) from error
    return jury


def edit_jury(
    *,
    actor: User,
    jury: Jury,
    name: str,
    places: int | None,
    meets_at: dt.datetime | None,
    confirm_by: dt.datetime | None,
    remind_days: int,
) -> Jury:
    """Change name, places, meeting, and until when start-ups confirm; the latter counts for letters yet to be sent."""
    _check(actor, jury)
    has_other_end = confirm_by != jury.confirm_by
    if not 0 <= remind_days <= MOST_DAYS:
        sentence = _("Give a number of days from 0 to %(most)s.") % {"most": MOST_DAYS}
        raise InvalidInput(sentence, {"remind_days": [sentence]})
    jury.name, jury.places, jury.meets_at = _named(name), places, meets_at
    jury.confirm_by, jury.remind_days = confirm_by, remind_days
    with transaction.atomic():
        jury.save(update_fields=["name", "places", "meets_at", "confirm_by", "remind_days", "updated_at"])
        if has_other_end:
            outdate_letters(jury, Outcome.ACCEPT)
        record(actor=actor, verb="cohorts.jury_edited", target=jury)
    return jury


def add_juror(
    *, actor: User, jury: Jury, user: User, organisation: Organisation | None = None, can_decide: bool = True
) -> Juror:
    """Give an account a seat, for a founding member or on its own; one that only reads writes notes, no decisions."""
    _check(actor, jury)
    if not user.is_active or user.erased_at is not None:
        raise InvalidInput(_("This account is closed."))
    try:
        with transaction.atomic():
            juror = Juror.objects.create(
                jury=jury, user=user, organisation=organisation, can_decide=can_decide, added_by=actor
            )
            record(actor=actor, verb="cohorts.juror_added", target=jury, data={"juror": user.pk}, concerns=[user])
    except IntegrityError as error:
        raise Conflict(_("This account sits on the jury already.")) from error
    return juror


def change_juror(*, actor: User, juror: Juror, can_decide: bool) -> Juror:
    """Let a juror decide, or only read."""
    _check(actor, juror.jury)
    juror.can_decide = can_decide
    with transaction.atomic():
        juror.save(update_fields=["can_decide"])
        record(
            actor=actor,
            verb="cohorts.juror_changed",
            target=juror.jury,
            data={"juror": juror.user_id, "can_decide": can_decide},
            concerns=[juror.user],
        )
    return juror


def remove_juror(*, actor: User, juror: Juror) -> None:
    """Take the seat away; notes and decisions stay."""
    _check(actor, juror.jury)
    with transaction.atomic():
        record(
            actor=actor,
            verb="cohorts.juror_removed",
            target=juror.jury,
            data={"juror": juror.user_id},
            concerns=[juror.user],
        )
        juror.delete()


def close_jury(*, actor: User, jury: Jury) -> Jury:
    """End what may be decided; letters are still sent, and those on the waiting list still come in."""
    return _close(actor, jury, is_closed=True)


def reopen_jury(*, actor: User, jury: Jury) -> Jury:
    """Let the jury decide again."""
    return _close(actor, jury, is_closed=False)


def _close(actor: User, jury: Jury, *, is_closed: bool) -> Jury:
    _check(actor, jury)
    with transaction.atomic():
        moved = Jury.objects.filter(pk=jury.pk, closed_at__isnull=is_closed)
        if not moved.update(closed_at=clock.now() if is_closed else None):
            raise InvalidTransition(_("This jury is closed already.") if is_closed else _("This jury is open already."))
        record(actor=actor, verb="cohorts.jury_closed" if is_closed else "cohorts.jury_reopened", target=jury)
    jury.refresh_from_db()
    return jury


def _named(name: str) -> str:
    text = " ".join(name.split())
    if not text:
        sentence = _("Give the jury a name.")
        raise InvalidInput(sentence, {"name": [sentence]})
    return text[:120]


def _check(actor: User, jury: Jury) -> None:
    if not rules.can_manage_jury(actor, jury):
        raise NotAllowed(_("Only whoever manages the call changes its jury."))
