"""Write needs and offers, publish them, and say what became of them."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.directory.models import Membership, Organisation
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.directory.standing import lasting
from parvis.domain.needs import rules
from parvis.domain.needs.enums import NoticeAction, NoticeState, Readers
from parvis.domain.needs.events import NoticeChanged
from parvis.domain.needs.models import Notice
from parvis.domain.needs.standing import usual_end
from parvis.domain.needs.values import NoticeValues
from parvis.domain.needs.workflow import TRANSITIONS

__all__ = ["NoticeValues"]

ONE_LINE = ("title", "capacity", "terms")
AS_THEY_ARE = ("side", "kind", "language", "person", "ends_on", "readers")
PAST = {
    NoticeAction.PUBLISH: "published",
    NoticeAction.MEET: "met",
    NoticeAction.WITHDRAW: "withdrawn",
    NoticeAction.EXPIRE: "expired",
    NoticeAction.REOPEN: "reopened",
}


def create_notice(
    *, actor: User | None, organisation: Organisation, values: NoticeValues, is_invented: bool = False
) -> Notice:
    """Write a need or an offer as a draft, which its organisation and the team read. `actor` None is parvis itself."""
    if actor is not None and not rules.can_write_notice(actor, organisation):
        raise NotAllowed(_("You may not write for this organisation."))
    notice = Notice(organisation=organisation, created_by=actor, is_invented=is_invented)
    fill_notice(notice, values)
    with transaction.atomic():
        notice.slug = free_slug(notice.title, Notice)
        notice.save()
        _set_lists(notice, values)
        record(actor=actor, verb="needs.notice_created", target=notice, data={"side": notice.side})
        publish(NoticeChanged(notice.pk))
    return notice


def edit_notice(*, actor: User | None, notice: Notice, values: NoticeValues) -> Notice:
    """Change what it says; its address stays. What is open must still be fit to be read by others."""
    _check(actor, notice)
    fill_notice(notice, values)
    notice.is_as_answered = False
    if notice.state == NoticeState.OPEN:
        notice.ends_on = notice.ends_on or usual_end()
        _check_fit(notice)
    with transaction.atomic():
        notice.save()
        _set_lists(notice, values)
        record(actor=actor, verb="needs.notice_edited", target=notice)
        publish(NoticeChanged(notice.pk))
    return notice


def publish_notice(*, actor: User | None, notice: Notice) -> Notice:
    """Let those read it for whom it is. Without a last day it gets the usual one."""
    return _move(actor, notice, NoticeAction.PUBLISH)


def meet_notice(*, actor: User | None, notice: Notice) -> Notice:
    """Say that what was looked for is found, or what was offered is taken."""
    return _move(actor, notice, NoticeAction.MEET)


def withdraw_notice(*, actor: User | None, notice: Notice) -> Notice:
    """Take it back; only its organisation and the team read it after that."""
    return _move(actor, notice, NoticeAction.WITHDRAW)


def reopen_notice(*, actor: User | None, notice: Notice) -> Notice:
    """Open again what was met, withdrawn or expired; a last day that has passed becomes the usual one."""
    return _move(actor, notice, NoticeAction.REOPEN)


def prolong_notice(*, actor: User | None, notice: Notice) -> Notice:
    """Let an open one hold as long as a new one would, from today; twice on one day is once.

    Raises InvalidTransition for what is not open; what has expired is opened again instead.
    """
    _check(actor, notice)
    if notice.state != NoticeState.OPEN:
        raise InvalidTransition(_("Only what is open can be prolonged."))
    old, new = notice.ends_on, usual_end()
    if old is not None and old >= new:
        return notice
    with transaction.atomic():
        rows = Notice.objects.filter(pk=notice.pk, ends_on=old)
        change_state(rows, old=NoticeState.OPEN, new=NoticeState.OPEN, ends_on=new, updated_at=clock.now())
        record(actor=actor, verb="needs.notice_prolonged", target=notice, data={"until": new.isoformat()})
        publish(NoticeChanged(notice.pk))
    notice.ends_on = new
    return notice


def remove_draft(*, actor: User | None, notice: Notice) -> None:
    """Remove what was never published. Raises InvalidTransition for any other: it is withdrawn instead.

    So is what came of an application, or the next version of the application would make it anew.
    """
    _check(actor, notice)
    with transaction.atomic():
        pk = notice.pk
        removable = Notice.objects.filter(pk=pk, state=NoticeState.DRAFT, application=None)
        if not removable.exists():
            raise InvalidTransition(_("Only a draft can be removed. Withdraw it instead."))
        removable.delete()
        record(actor=actor, verb="needs.notice_removed", data={"organisation": notice.organisation_id})
        publish(NoticeChanged(pk))


def expire_notices() -> int:
    """Let end what has passed its last day; returns how many."""
    over = Notice.objects.filter(state=NoticeState.OPEN, ends_on__lt=clock.today())
    ended = 0
    for notice in over.select_related("organisation").order_by("pk"):
        try:
            _move(None, notice, NoticeAction.EXPIRE)
        except Conflict:  # somebody met or prolonged it in this moment
            continue
        ended += 1
    return ended


def fill_notice(notice: Notice, values: NoticeValues) -> None:
    """Write the values into the notice; raises InvalidInput with the sentences of each field."""
    for name in ONE_LINE:
        setattr(notice, name, " ".join(getattr(values, name).split()))
    for name in AS_THEY_ARE:
        setattr(notice, name, getattr(values, name))
    notice.text = values.text.strip()
    problems: dict[str, list[str]] = {}
    try:
        notice.clean_fields(exclude=["slug", "created_by"])
    except ValidationError as error:
        problems = error.message_dict
    if values.person is not None and (sentence := _about_person(notice)):
        problems["person"] = [sentence]
    if problems:
        raise InvalidInput(_("The need or offer was not saved."), problems)


def _about_person(notice: Notice) -> str:
    """Why the person cannot be named: nobody is put before everyone who is not shown on the organisation's page."""
    rows = Membership.objects.filter(lasting(), person=notice.person, organisation=notice.organisation)
    visibilities = list(rows.values_list("is_public", flat=True))
    if not visibilities:
        return _("This person does not belong to the organisation.")
    if notice.readers == Readers.EVERYONE and not any(visibilities):
        return _("This person is not shown on the page of the organisation, so everyone cannot be sent to them.")
    return ""


def _set_lists(notice: Notice, values: NoticeValues) -> None:
    notice.themes.set(values.themes)
    notice.regions.set(values.regions)


def _move(actor: User | None, notice: Notice, action: NoticeAction) -> Notice:
    _check(actor, notice)
    old = NoticeState(notice.state)
    new = TRANSITIONS.get((old, action))
    if new is None:
        raise InvalidTransition(
            _("This cannot be done with what is in this state: %(state)s.") % {"state": notice.get_state_display()}
        )
    now = clock.now()
    values: dict[str, Any] = {"ended_at": now}
    if new == NoticeState.OPEN:
        values = {"ended_at": None, "ends_on": _last_day(notice), "published_at": notice.published_at or now}
        values["warned_of"], values["is_as_answered"] = None, False
        _check_fit(notice)
    with transaction.atomic():
        change_state(Notice.objects.filter(pk=notice.pk), old=old, new=new, updated_at=now, **values)
        record(actor=actor, verb=f"needs.notice_{PAST[action]}", target=notice, data={"side": notice.side})
        publish(NoticeChanged(notice.pk))
    notice.state = new
    for name, value in values.items():
        setattr(notice, name, value)
    return notice


def _last_day(notice: Notice) -> dt.date:
    """The one that is written, unless it has passed."""
    today = clock.today()
    return notice.ends_on if notice.ends_on and notice.ends_on >= today else usual_end(today)


def _check_fit(notice: Notice) -> None:
    """Raises InvalidInput for what others could make nothing of."""
    problems: dict[str, list[str]] = {}
    if not notice.text:
        problems["text"] = [_("Say in a few sentences what it is about; that is what others find it by.")]
    if notice.state in (NoticeState.DRAFT, NoticeState.OPEN) and notice.ends_on and notice.ends_on < clock.today():
        problems["ends_on"] = [_("This day has passed.")]
    if problems:
        raise InvalidInput(_("Something is missing before others may read it."), problems)


def _check(actor: User | None, notice: Notice) -> None:
    if actor is not None and not rules.can_manage_notice(actor, notice):
        raise NotAllowed(_("You may not change what this organisation looks for or offers."))
