"""How long introductions wait for what, as the campus has set it."""

import datetime as dt

from django.conf import settings


def most_at_a_time() -> int:
    """How many living introductions an organisation takes that has no limit of its own."""
    return int(settings.INTRODUCTION_LOAD)


def reminders_due(asked_at: dt.datetime, now: dt.datetime) -> int:
    """How many reminders a side should have had that was asked at this moment."""
    return sum(now - asked_at >= dt.timedelta(days=days) for days in settings.INTRODUCTION_REMINDERS)


def days(name: str) -> dt.timedelta:
    """One of the settings of introductions that are days: RETURN, EXPIRY, MEETING, OUTCOME, SILENCE, LINK."""
    return dt.timedelta(days=getattr(settings, f"INTRODUCTION_{name}_DAYS"))
