"""The page of one introduction: what the reader may see of it and do."""

from dataclasses import dataclass
from typing import Any

from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.base.activity.registry import label_of
from parvis.base.activity.selectors.entries import history_of
from parvis.domain.directory.selectors.people import person_of
from parvis.domain.introductions import rules
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.selectors.recipients import Contact, Recipient, contact_of, recipients_of
from parvis.domain.introductions.services.moving import sides_of
from parvis.domain.introductions.services.outcomes import AGREED, can_say
from parvis.domain.joint_projects.rules import can_read_project
from parvis.faces.web.introductions.forms import AcceptForm, DeclineForm, MeetingForm, OutcomeForm
from parvis.faces.web.introductions.team_forms import NoteForm
from parvis.faces.web.layout.navigation import address_of

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
        "project_address": _project_address(user, introduction),
        "can_make_project": introduction.project is None and rules.can_make_project(user, introduction),
        "history": _history(introduction, sides) if is_campus else [],
        "note_form": NoteForm.of(introduction),
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


def _project_address(user: User, introduction: Introduction) -> str:
    """The page of the joint project that came of it, for whoever may read it."""
    project = introduction.project
    is_shown = project is not None and can_read_project(user, project)
    return address_of("joint_projects:project", project.slug) if project is not None and is_shown else ""


@dataclass(frozen=True)
class Happened:
    """A line of the log about an introduction, in words, and which organisation it is about."""

    entry: Entry
    label: str
    organisation: str


def _history(introduction: Introduction, sides: list[SideShown]) -> list[Happened]:
    names = {shown.side.organisation_id: shown.side.organisation.name for shown in sides}
    return [
        Happened(entry, str(label_of(entry.verb)), names.get(entry.data.get("organisation"), ""))
        for entry in history_of(introduction)[:SHOWN]
    ]
