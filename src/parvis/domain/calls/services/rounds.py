"""Add, edit and remove the rounds of a call."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.calls.events import CallChanged
from parvis.domain.calls.models import Application, Call, Round
from parvis.domain.calls.services.calls import check_manager


@dataclass(frozen=True)
class RoundValues:
    """What is written about a round."""

    opens_at: dt.datetime
    closes_at: dt.datetime | None = None
    name_fr: str = ""
    name_en: str = ""
    decides_on: dt.date | None = None
    places: int | None = None


def add_round(*, actor: User | None, call: Call, values: RoundValues) -> Round:
    """Add a round after the others. Raises NotAllowed and InvalidInput."""
    check_manager(actor, call)
    last = call.rounds.aggregate(last=Max("position"))["last"]
    one = Round(call=call, position=0 if last is None else last + 1)
    _fill(one, values)
    with transaction.atomic():
        one.save()
        record(actor=actor, verb="calls.round_added", target=call, data={"round": one.pk, **_times(one)})
        _touch(call)
    return one


def edit_round(*, actor: User | None, one: Round, values: RoundValues) -> Round:
    """Change a round; a deadline that moves into the future opens again what was over."""
    check_manager(actor, one.call)
    before = {name: getattr(one, name) for name in asdict(values)}
    _fill(one, values)
    changed = [name for name, value in before.items() if getattr(one, name) != value]
    if changed:
        if one.closes_at is None or one.closes_at > clock.now():
            one.ended_at = None
        with transaction.atomic():
            one.save()
            data = {"round": one.pk, "fields": changed, **_times(one)}
            record(actor=actor, verb="calls.round_edited", target=one.call, data=data)
            _touch(one.call)
    return one


def remove_round(*, actor: User | None, one: Round) -> None:
    """Remove a round that no application belongs to. Raises Conflict for any other."""
    check_manager(actor, one.call)
    with transaction.atomic():
        if Application.objects.filter(round=one).exists():
            raise Conflict(_("There are applications in this round; attach them to another one first."))
        record(actor=actor, verb="calls.round_removed", target=one.call, data={"round": one.pk})
        one.delete()
        _touch(one.call)


def _touch(call: Call) -> None:
    """Feeds and sitemaps tell from the day of the change that something is new."""
    Call.objects.filter(pk=call.pk).update(updated_at=clock.now())
    publish(CallChanged(call.pk))


def _fill(one: Round, values: RoundValues) -> None:
    for name, value in asdict(values).items():
        setattr(one, name, value.strip() if isinstance(value, str) else value)
    problems: dict[str, list[str]] = {}
    try:
        one.clean_fields(exclude=["call"])
    except ValidationError as error:
        problems = error.message_dict
    if one.closes_at is not None and one.closes_at <= one.opens_at:
        problems["closes_at"] = [_("The round must close after it opens.")]
    elif one.closes_at is not None and one.decides_on and one.decides_on < one.closes_at.date():
        problems["decides_on"] = [_("Decisions come after the deadline.")]
    if problems:
        raise InvalidInput(_("The round was not saved."), problems)


def _times(one: Round) -> dict[str, str]:
    return {"opens_at": one.opens_at.isoformat(), "closes_at": one.closes_at.isoformat() if one.closes_at else ""}
