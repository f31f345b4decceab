"""Reads of the log."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor, is_administrator
from parvis.base.activity.models import Concern, Entry


@dataclass(frozen=True)
class EntryFilters:
    """What someone looks for in the log; what is empty does not count.

    `verb` is one act, or with a dot at its end all acts of an app. `actor` is part of a name or address, or PARVIS.
    """

    actor: str = ""
    verb: str = ""
    target_type: str = ""
    target_id: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""


PARVIS = "parvis"
"""Asks for what parvis did by itself."""


def entries_visible_to(actor: Actor, filters: EntryFilters) -> QuerySet[Entry]:
    """Every line for administrators, none for others."""
    if not is_administrator(actor):
        return Entry.objects.none()
    return _filtered(Entry.objects.all(), filters)


def entries_concerning(user: User, filters: EntryFilters) -> QuerySet[Entry]:
    """What someone did, and what others did that concerns them or their account."""
    concerned = Exists(Concern.objects.filter(entry=OuterRef("pk"), user=user))
    own_account = Q(target_type=User._meta.label_lower, target_id=str(user.pk))
    return _filtered(Entry.objects.filter(Q(actor=user) | own_account | concerned), filters)


def history_of(target: models.Model) -> QuerySet[Entry]:
    """All that was done to one object; whoever shows it decides who may see it."""
    of_target = Entry.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))
    return of_target.select_related("actor").order_by("-id")


def verbs_used() -> list[str]:
    """The verbs that occur in the log."""
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def target_types_used() -> list[str]:
    """The kinds of objects that occur in the log."""
    types = Entry.objects.exclude(target_type="").order_by("target_type")
    return list(types.values_list("target_type", flat=True).distinct())


def _filtered(entries: QuerySet[Entry], filters: EntryFilters) -> QuerySet[Entry]:
    entries = entries.select_related("actor").order_by("-id")
    if filters.actor == PARVIS:
        entries = entries.filter(actor=None)
    elif filters.actor:
        entries = entries.filter(
            Q(actor__name__icontains=filters.actor) | Q(actor__email__icontains=filters.actor.lower())
        )
    if filters.verb.endswith("."):
        entries = entries.filter(verb__startswith=filters.verb)
    elif filters.verb:
        entries = entries.filter(verb=filters.verb)
    if filters.target_type:
        entries = entries.filter(target_type=filters.target_type)
    if filters.target_id:
        entries = entries.filter(target_id=filters.target_id)
    return _containing(_within(entries, filters.since, filters.until), filters.text.split()[:10])


def _within(entries: QuerySet[Entry], since: dt.date | None, until: dt.date | None) -> QuerySet[Entry]:
    """Lines from the beginning of one day to the end of another, in the time zone of the instance."""
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + dt.timedelta(days=1)))
    return entries


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _containing(entries: QuerySet[Entry], words: Iterable[str]) -> QuerySet[Entry]:
    for word in words:
        entries = entries.filter(Q(target_label__icontains=word) | Q(verb__icontains=word))
    return entries


def last_act() -> tuple[int, dt.datetime | None]:
    """Number and moment of the newest line of the log; what follows from acts alone is as it was while it stays."""
    return Entry.objects.order_by("-pk").values_list("pk", "at").first() or (0, None)
