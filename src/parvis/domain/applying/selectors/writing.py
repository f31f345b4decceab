"""What may be written in an application at a moment, and what is asked in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parvis.base.forms.enums import Kept
from parvis.base.forms.models import AnswerSheet, FormVersion, Question
from parvis.base.forms.selectors import is_answered, missing_sentence, problems_in, problems_of, questions_of
from parvis.domain.applying.project import OWN, THEMES, project_questions
from parvis.domain.calls.enums import WRITABLE, CallState, FormStage
from parvis.domain.calls.models import Application, Call, CorrectionRequest, LateAccess, Round, StageSheet
from parvis.domain.calls.selectors.calls import is_running, is_usable, open_round_of
from parvis.domain.reference.models import Theme
from parvis.domain.reference.selectors.topics import all_themes


@dataclass(frozen=True)
class Door:
    """Whether an application can be submitted now, until when, and to which round it then belongs.

    `closed_at` is the deadline that has passed, `late` the late access by which the door is open all the same.
    """

    is_open: bool
    closes_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    round: Round | None = None
    late: LateAccess | None = None


def door_of(application: Application, now: dt.datetime) -> Door:
    """Where the application stands before its deadline.

    What was submitted belongs to its round. A draft whose round is over can still go to the round that is open now.
    """
    call = application.call
    late = late_access_of(application, now)
    if late is not None and call.state in {CallState.OPEN, CallState.CLOSED}:
        return Door(is_open=True, closes_at=late.until, round=late.round, late=late)
    own = application.round
    if call.is_rolling:
        return Door(is_open=call.state == CallState.OPEN, round=own)
    if own is not None and call.state == CallState.OPEN and is_running(own, now):
        return Door(is_open=True, closes_at=own.closes_at, round=own)
    other = None if application.version else open_round_of(call, now)
    if other is not None:
        return Door(is_open=True, closes_at=other.closes_at, round=other)
    passed = own.closes_at if own and own.closes_at and own.closes_at <= now else None
    return Door(is_open=False, closed_at=passed, round=own)


def late_access_of(application: Application, now: dt.datetime) -> LateAccess | None:
    """The late access that keeps the door open for longest."""
    usable = [late for late in application.late_accesses.all() if is_usable(late, now)]
    return max(usable, key=lambda late: late.until, default=None)


def open_correction_of(application: Application, now: dt.datetime) -> CorrectionRequest | None:
    """What the team asked to correct and still waits for."""
    waiting = (one for one in application.corrections.all() if one.answered_at is None and one.closed_at is None)
    return next((one for one in waiting if one.due_at > now), None)


@dataclass(frozen=True)
class Desk:
    """A sheet that somebody writes: the form of the application, or a later one, with what is asked and what is open.

    `is_open` says that everything may be written; `reopened` are the keys that alone may be, when the team asked to
    correct them. `kept_as` is what becomes of a text that comes all the same.
    """

    application: Application
    stage: FormStage
    sheet: AnswerSheet
    is_open: bool
    reopened: frozenset[str]
    kept_as: Kept
    door: Door
    correction: CorrectionRequest | None = None
    later: StageSheet | None = None

    @property
    def version(self) -> FormVersion:
        """The questions that are asked."""
        return self.sheet.version

    def may_write(self, key: str) -> bool:
        """True while the answer to this question can be changed."""
        return self.is_open or key in self.reopened

    @cached_property
    def questions(self) -> list[Question]:
        """Everything that is asked, the project first."""
        asked = questions_of(self.version)
        return [*about_project(self.application), *asked] if self.stage == FormStage.APPLICATION else asked

    def question(self, key: str) -> Question | None:
        """The question with this key."""
        return question_asked(self.sheet, key, self.application if self.stage == FormStage.APPLICATION else None)


def desk_of(application: Application, stage: FormStage, now: dt.datetime) -> Desk | None:
    """The sheet of this stage as it stands now; None where nobody asked for it."""
    if stage != FormStage.APPLICATION:
        return _later_desk(application, stage, now)
    door = door_of(application, now)
    correction = open_correction_of(application, now)
    is_writable = application.state in WRITABLE
    return Desk(
        application=application,
        stage=stage,
        sheet=application.sheet,
        is_open=is_writable and door.is_open,
        reopened=frozenset(correction.questions) if correction else frozenset(),
        kept_as=Kept.LATE if is_writable else Kept.CLOSED,
        door=door,
        correction=correction,
    )


def _later_desk(application: Application, stage: FormStage, now: dt.datetime) -> Desk | None:
    rows = application.stage_sheets.filter(stage=stage).select_related("sheet__version__form")
    later = rows.first()
    if later is None:
        return None
    in_time = later.due_at is None or now < later.due_at
    return Desk(
        application=application,
        stage=stage,
        sheet=later.sheet,
        is_open=in_time and later.submitted_at is None,
        reopened=frozenset(),
        kept_as=Kept.CLOSED if later.submitted_at else Kept.LATE,
        door=Door(is_open=in_time, closes_at=later.due_at, closed_at=None if in_time else later.due_at),
        later=later,
    )


def question_asked(sheet: AnswerSheet, key: str, application: Application | None) -> Question | None:
    """One question of a sheet; `application` is the one whose own sheet it is, where the project is asked, too."""
    if key not in OWN:
        return Question.objects.filter(version=sheet.version_id, key=key).select_related("section").first()
    if application is None:
        return None
    themes = themes_offered_by(application.call) if key == THEMES else []
    return next((one for one in project_questions(sheet.version, themes) if one.key == key), None)


def about_project(application: Application) -> list[Question]:
    """The questions about the project itself."""
    return project_questions(application.sheet.version, themes_offered_by(application.call))


def themes_offered_by(call: Call) -> list[Theme]:
    """The themes of the call, or all where it names none."""
    own = Call.themes.through.objects.filter(call_id=call.pk).values("theme_id")
    return list(Theme.objects.filter(pk__in=own)) or list(all_themes())


def problems_at(desk: Desk, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every sentence that stands against submitting, by the key of the question, in the order of the page.

    While a correction is asked for, only what was reopened counts: the rest cannot be changed.
    """
    found: dict[str, list[str]] = {}
    for question in desk.questions:
        if question.key in OWN:
            sentences = _problems(question, answers.get(question.key))
            found |= {question.key: sentences} if sentences else {}
    found |= problems_in(desk.version, answers)
    return found if desk.is_open else {key: found[key] for key in found if key in desk.reopened}


def _problems(question: Question, value: Any) -> list[str]:
    if question.is_required and not is_answered(question, value):
        return [missing_sentence(question)]
    return problems_of(question, value)
