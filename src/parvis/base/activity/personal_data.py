"""The lines of the log that someone wrote by what they did, or that concern them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.activity.models import Concern, Entry
from parvis.base.activity.selectors.entries import EntryFilters, entries_concerning


def export(user: User) -> dict[str, Any]:
    """Each line with what it was about; `own` tells one's own acts from those of others."""
    entries = entries_concerning(user, EntryFilters()).order_by("pk")
    return {
        "acts": [
            {
                "at": entry.at,
                "own": entry.actor_id == user.pk,
                "verb": entry.verb,
                "object": entry.target_type,
                "name": entry.target_label,
                "details": entry.data,
            }
            for entry in entries.iterator()
        ]
    }


def erase(user: User) -> list[str]:
    """The log is never rewritten; it names accounts by their number alone, and forgets whom a line concerns."""
    QuerySet(Concern).filter(user=user).delete()
    if Entry.objects.filter(actor=user).exists():
        return [
            gettext("The log keeps what was done, under the number of your account: others must be able to check it.")
        ]
    return []


ACTS = PersonalData(
    export=export,
    erase=erase,
    held=_("A log of what is done here: who, what, when."),
    purpose=_("So that everyone can check who changed what."),
    seen_by=_("Campus administrators, and you for what you did and what concerns you."),
    retention="activity",
    stays=_("The lines of the log, under the number of your account: others must be able to check what was done."),
)
