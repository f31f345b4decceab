"""The sessions of an account."""

import datetime as dt
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from parvis.base.accounts.models import User
from parvis.core import clock

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    """One browser that is signed in."""

    id: int
    began_at: dt.datetime
    ip: str
    browser: str
    system: str
    is_current: bool


def sessions_of(user: User, *, current_key: str | None) -> list[OpenSession]:
    """The sessions that are still open, this one first, then the newest."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at", "-pk"))
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now()).values_list("session_key", flat=True)
    )
    found = [
        OpenSession(
            id=row.pk,
            began_at=row.created_at,
            ip=row.ip,
            browser=_first(BROWSERS, row.user_agent),
            system=_first(SYSTEMS, row.user_agent),
            is_current=row.session_key == current_key,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda session: not session.is_current)


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    """The first name that the browser gives of itself; empty when it gives none that is known."""
    return next((name for sign, name in known if sign in agent), "")
