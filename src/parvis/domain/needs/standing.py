"""What notices are by themselves: the facts that both rules and selectors stand on."""

import datetime as dt

from django.conf import settings

from parvis.core import clock
from parvis.domain.needs.enums import NoticeState

SHOWN = (NoticeState.OPEN, NoticeState.MET, NoticeState.EXPIRED)
"""States in which others than its own people read a notice: what was found, and what ended, stays on record."""


def usual_end(today: dt.date | None = None) -> dt.date:
    """The last day of a notice of which nobody has said how long it holds."""
    return (today or clock.today()) + dt.timedelta(days=settings.NEEDS_NOTICE_DAYS)
