"""What an account is to notices: the facts that both rules and selectors stand on."""

import datetime as dt

from django.conf import settings

from parvis.base.accounts.rules import Actor, is_team
from parvis.core import clock
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access
from parvis.domain.directory.standing import account_of
from parvis.domain.needs.enums import NoticeState

SHOWN = (NoticeState.OPEN, NoticeState.MET, NoticeState.EXPIRED)
"""States in which others than its own people read a notice: what was found, and what ended, stays on record."""
ACTING = (AccessLevel.OWNER, AccessLevel.EDITOR)
"""Rights with which an account speaks for an organisation."""


def is_of_ecosystem(actor: Actor) -> bool:
    """Whoever may act for an organisation, whichever it is, and the campus team."""
    if is_team(actor):
        return True
    user = account_of(actor)
    return user is not None and Access.objects.filter(user=user, level__in=ACTING).exists()


def usual_end(today: dt.date | None = None) -> dt.date:
    """The last day of a notice of which nobody has said how long it holds."""
    return (today or clock.today()) + dt.timedelta(days=settings.NEEDS_NOTICE_DAYS)
