"""What suggestions do not keep for ever."""

import datetime as dt
from collections.abc import Collection

from parvis.core import clock
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import DigestLine, Suggestion
from parvis.domain.needs.enums import NoticeState

FORGOTTEN_AFTER = dt.timedelta(days=365)
"""When a digest may suggest again whom it suggested before."""


def forget_others(*, keep: Collection[int]) -> int:
    """Remove suggestions to organisations that are not looked at any more, for ended notices, and old digest lines."""
    kept = Suggestion.objects.filter(subject=Subject.ORGANISATION)
    gone = kept.exclude(organisation__in=keep).delete()[0]
    gone += Suggestion.objects.filter(subject=Subject.NOTICE).exclude(notice__state=NoticeState.OPEN).delete()[0]
    DigestLine.objects.filter(told_at__lt=clock.now() - FORGOTTEN_AFTER).delete()
    return gone
