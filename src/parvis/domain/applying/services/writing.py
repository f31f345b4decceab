"""Write the answers of an application, field by field. Nothing that arrives is thrown away."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.forms.enums import Kept
from parvis.base.forms.errors import Overtaken
from parvis.base.forms.models import Answer, AnswerChange, Question
from parvis.base.forms.services import add_file, keep_answer, remove_file, save_answer
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.applying.project import LONGEST_TITLE, THEMES, TITLE
from parvis.domain.applying.selectors.writing import Desk, desk_of
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Application, SetAside
from parvis.domain.calls.standing import right_over
from parvis.domain.reference.models import Theme


@dataclass(frozen=True)
class Written:
    """What became of a text: the answer as it stands, and why the text did not become it, if so.

    `overtaken` is set where somebody else was faster, `kept` where the time was over; the text is kept in both cases.
    """

    answer: Answer | None
    overtaken: Overtaken | None = None
    kept: Kept | None = None


def write_answer(
    *,
    actor: User,
    application: Application,
    key: str,
    raw: Any,
    revision: int | None,
    stage: FormStage = FormStage.APPLICATION,
) -> Written:
    """Save one answer, or keep the text beside it where it may not become the answer (any more).

    `revision` is the one that the writer saw, 0 for none; None overwrites. The deadline is held against the moment at
    which the text arrived, whatever it waits for. Raises NotAllowed for whoever does not write the application, and
    InvalidInput for a question that is not asked.
    """
    arrived = clock.now()
    with transaction.atomic():
        desk = _desk(actor, application, stage, arrived)
        return _write(actor, desk, _question(desk, key), raw, revision)


@dataclass(frozen=True)
class Typed:
    """What somebody typed as the answer to a question, and the revision that they saw."""

    key: str
    raw: Any
    revision: int | None


def write_answers(
    *, actor: User, application: Application, typed: Sequence[Typed], stage: FormStage = FormStage.APPLICATION
) -> dict[str, Written]:
    """The same for many answers of one page at once; each is saved, overtaken or kept for itself."""
    arrived = clock.now()
    with transaction.atomic():
        desk = _desk(actor, application, stage, arrived)
        asked = {question.key: question for question in desk.questions}
        return {
            one.key: _write(actor, desk, asked[one.key], one.raw, one.revision) for one in typed if one.key in asked
        }


def _write(actor: User, desk: Desk, question: Question, raw: Any, revision: int | None) -> Written:
    if not desk.may_write(question.key):
        keep_answer(actor=actor, sheet=desk.sheet, question=question, raw=raw, kept=desk.kept_as)
        return Written(_present(desk, question.key), kept=desk.kept_as)
    try:
        answer = save_answer(actor=actor, sheet=desk.sheet, question=question, raw=raw, revision=revision)
    except Overtaken as overtaken:
        return Written(overtaken.answer, overtaken=overtaken)
    mirror(desk.application, question.key, answer.value)
    return Written(answer)


def use_kept_text(*, actor: User, application: Application, change: AnswerChange, stage: FormStage) -> Written:
    """Let a text that was kept become the answer, over what stands now, which is kept in its turn."""
    return write_answer(
        actor=actor, application=application, key=change.question, raw=change.value, revision=None, stage=stage
    )


def set_kept_text_aside(*, actor: User, application: Application, change: AnswerChange) -> None:
    """Leave a text that was kept where it is: it is no longer shown as waiting."""
    if right_over(actor, application) is None:
        raise NotAllowed(_("You do not write this application."))
    SetAside.objects.bulk_create([SetAside(change=change, by=actor)], ignore_conflicts=True)


def attach_file(
    *,
    actor: User,
    application: Application,
    key: str,
    upload: "File[bytes]",
    stage: FormStage = FormStage.APPLICATION,
) -> None:
    """Add a file to an answer. Raises InvalidInput for one that is not taken, Conflict when the time is over."""
    _change_files(
        actor,
        application,
        stage,
        key,
        lambda desk, question: add_file(actor=actor, sheet=desk.sheet, question=question, upload=upload),
    )


def detach_file(
    *, actor: User, application: Application, key: str, file_id: Any, stage: FormStage = FormStage.APPLICATION
) -> None:
    """Take a file out of an answer; versions that were submitted with it keep it."""
    _change_files(
        actor,
        application,
        stage,
        key,
        lambda desk, question: remove_file(actor=actor, sheet=desk.sheet, question=question, file_id=file_id),
    )


def _change_files(
    actor: User, application: Application, stage: FormStage, key: str, act: Callable[[Desk, Question], Any]
) -> None:
    with transaction.atomic():
        desk = _desk(actor, application, stage, clock.now())
        question = _question(desk, key)
        if not desk.may_write(key):
            raise Conflict(_("The time for this is over: the files stay as they are."))
        act(desk, question)


def _desk(actor: User, application: Application, stage: FormStage, now: dt.datetime) -> Desk:
    """The sheet as it stands behind a lock on the application: nobody submits or admits it in between."""
    if right_over(actor, application) is None:
        raise NotAllowed(_("You do not write this application."))
    desk = desk_of(locked(application), stage, now)
    if desk is None:
        raise InvalidInput(_("Nobody has asked for this form."))
    return desk


def locked(application: Application) -> Application:
    """The application as it is now, until the end of the transaction; Conflict where it was removed."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "sheet__version__form", "round")
    found = list(rows.filter(pk=application.pk))
    if not found:
        raise Conflict(_("This application was removed in the meantime."))
    return found[0]


def _question(desk: Desk, key: str) -> Question:
    question = desk.question(key)
    if question is None:
        raise InvalidInput(_("This question is not asked here."))
    return question


def _present(desk: Desk, key: str) -> Answer | None:
    return Answer.objects.filter(sheet=desk.sheet, question=key).select_related("written_by").first()


def mirror(application: Application, key: str, value: Any) -> None:
    """Name and themes of the project stand in the application itself, too, where lists and filters find them."""
    if key == TITLE:
        Application.objects.filter(pk=application.pk).update(title=str(value or "")[:LONGEST_TITLE])
    elif key == THEMES:
        codes = [code for code in value or [] if isinstance(code, str)]
        application.themes.set(Theme.objects.filter(code__in=codes))
