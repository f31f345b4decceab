"""End sessions."""

from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core import journal
from parvis.core.errors import NotAllowed


def end_all_sessions(user: User) -> int:
    """End every session of the account, in the caller's transaction; returns how many there were."""
    return _end(UserSession.objects.filter(user=user))


@transaction.atomic
def end_session(*, actor: User, session_id: int) -> None:
    """End one of the actor's own sessions, elsewhere or here. Raises NotAllowed when it is not theirs."""
    if not _end(UserSession.objects.filter(user=actor, pk=session_id)):
        raise NotAllowed(_("This session has ended already."))
    journal.record(actor=actor, verb="accounts.session_ended", target=actor)


@transaction.atomic
def end_other_sessions(*, actor: User, current_key: str | None) -> int:
    """End all of the actor's sessions but the one that asks; returns how many there were."""
    ended = _end(UserSession.objects.filter(user=actor).exclude(session_key=current_key))
    journal.record(actor=actor, verb="accounts.sessions_ended", target=actor, data={"count": ended})
    return ended


def _end(sessions: Any) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    ended = 0
    for session in sessions:
        store.delete(session.session_key)
        session.delete()
        ended += 1
    return ended
