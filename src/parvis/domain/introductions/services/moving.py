"""Moves of introductions, one act at a time: whoever acts holds the row, so that two never act on what both read."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.core import bus, clock
from parvis.core.errors import InvalidTransition
from parvis.core.models import change_state
from parvis.domain.introductions.enums import LIVING, IntroductionAction, IntroductionState, Position
from parvis.domain.introductions.events import IntroductionMoved
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.workflow import TRANSITIONS


def held(introduction: Introduction) -> Introduction:
    """The introduction as it is now, kept from others until the end of the caller's transaction."""
    [found] = Introduction.objects.select_for_update(of=("self",)).filter(pk=introduction.pk)
    return found


def sides_of(introduction: Introduction) -> dict[str, IntroductionSide]:
    """Both sides as they are now, by position."""
    rows = IntroductionSide.objects.filter(introduction=introduction)
    found = rows.select_related("introduction", "organisation", "account", "answered_by", "person__account")
    return {side.position: side for side in found}


def other_of(side: IntroductionSide, sides: dict[str, IntroductionSide]) -> IntroductionSide:
    """The side across."""
    return sides[Position.SECOND if side.position == Position.FIRST else Position.FIRST]


def move(introduction: Introduction, action: IntroductionAction, **values: Any) -> None:
    """Change the state, and let upper apps know; what has ended frees its pair to be asked again.

    Raises InvalidTransition when the state does not allow it, Conflict when somebody else was faster.
    """
    old = IntroductionState(introduction.state)
    new = TRANSITIONS.get((old, action))
    if new is None:
        raise InvalidTransition(
            _("This is not possible any more: the introduction is %(state)s.")
            % {"state": introduction.get_state_display()}
        )
    now = clock.now()
    ended = {} if new in LIVING else {"pair": None, "closed_at": now}
    change_state(Introduction.objects.filter(pk=introduction.pk), old=old, new=new, moved_at=now, **ended, **values)
    introduction.refresh_from_db()
    bus.publish(IntroductionMoved(introduction.pk))


def keep_in_note(introduction: Introduction, text: str) -> None:
    """Add what somebody told the campus to the note of the team, with the day; the log holds nobody's words."""
    if text.strip():
        line = f"{date_format(clock.today(), 'SHORT_DATE_FORMAT')}: {text.strip()}"
        introduction.note = f"{introduction.note}\n{line}".strip()
        Introduction.objects.filter(pk=introduction.pk).update(note=introduction.note)
