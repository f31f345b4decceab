"""The page of one introduction: what the reader may see of it and do."""

from dataclasses import dataclass
from typing import Any

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.base.activity.selectors.entries import history_of
from parvis.domain.directory.selectors.people import person_of
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.recipients import Contact, Recipient, contact_of, recipients_of
from parvis.domain.introductions.services.moving import sides_of
from parvis.domain.introductions.services.outcomes import AGREED, can_say
from parvis.faces.web.introductions.forms import AcceptForm, DeclineForm, MeetingForm, OutcomeForm

SHOWN = 50


@dataclass(frozen=True)
class SideShown:
    """A side as this reader sees it; who it is that answers, and why it declined, is for the campus and itself."""

    side: IntroductionSide
    is_own: bool
    sees_inside: bool
    is_awaited: bool
    contact: Contact | None
    readers: list[Recipient]
    phone: str = ""


def page_of_introduction(user: User, introduction: Introduction) -> dict[str, Any]:
    """Everything that the page shows."""
    is_campus = rules.is_matchmaker(user)
    sees_contacts = rules.can_see_contacts(user, introduction)
    sides = [
        _shown(user, side, is_campus=is_campus, sees_contacts=sees_contacts) for side in sides_of(introduction).values()
    ]
    own = next((one for one in sides if one.is_own and one.is_awaited), None) or next(
        (one for one in sides if one.is_own), None
    )
    return {
        "introduction": introduction,
        "sides": sides,
        "own": own,
        "is_campus": is_campus,
        "is_agreed": introduction.state in AGREED,
        "sees_contacts": sees_contacts,
        "can_answer": own is not None and own.is_awaited,
        "can_withdraw": rules.can_withdraw(user, introduction),
        "can_meet": introduction.state == IntroductionState.ACCEPTED and rules.can_follow(user, introduction),
        "can_say_outcome": own is not None and can_say(own.side),
        "history": _history(introduction) if is_campus else [],
        "accept_form": AcceptForm(),
        "decline_form": DeclineForm(),
        "outcome_form": OutcomeForm(),
        "meeting_form": MeetingForm(),
    }


def _shown(user: User, side: IntroductionSide, *, is_campus: bool, sees_contacts: bool) -> SideShown:
    is_own = rules.can_answer(user, side)
    return SideShown(
        side=side,
        is_own=is_own,
        sees_inside=is_campus or is_own,
        is_awaited=rules.is_awaited(side),
        contact=contact_of(side) if sees_contacts else None,
        readers=recipients_of(side) if is_campus else [],
        phone=person.phone if is_own and (person := person_of(user)) else "",
    )


def _history(introduction: Introduction) -> list[Entry]:
    return list(history_of(introduction)[:SHOWN])
