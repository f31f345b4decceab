"""Write answers. The caller has checked the actor: forms do not know what a sheet is for.

Answers are saved field by field while people write, so there is no line of the log for each: the answer itself says who
wrote it and when, and `AnswerChange` what it was before.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.forms.enums import Kept, QuestionKind
from parvis.base.forms.errors import Overtaken
from parvis.base.forms.kinds import kind_of
from parvis.base.forms.models import Answer, AnswerChange, AnswerSheet, FormVersion, Question
from parvis.core import clock
from parvis.core.errors import InvalidInput

SAME_SITTING = dt.timedelta(minutes=10)
"""Within it, what one person writes in one field is one change: autosave would else keep every half word."""


def create_sheet(version: FormVersion) -> AnswerSheet:
    """An empty sheet."""
    return AnswerSheet.objects.create(version=version)


def save_answer(
    *, actor: User | None, sheet: AnswerSheet, question: Question, raw: Any, revision: int | None = None
) -> Answer:
    """Write the answer to one question and return it; what is not valid (yet) is kept as it was typed.

    `revision` is the one that the writer had before their eyes, 0 where there was no answer; None overwrites whatever
    stands. The same answer sent twice changes nothing. Raises Overtaken where somebody else changed it meanwhile: their
    answer stands, and this one is kept. Call it outside of a transaction that the exception would roll back.
    """
    _require_question(sheet, question)
    if question.kind == QuestionKind.FILES:
        raise InvalidInput(_("Files are added and taken out one by one."))
    value = kind_of(question.kind).take(question.options, raw)
    draft = _Draft(actor, sheet, question.key, value, clock.now())
    with transaction.atomic():
        present = Answer.objects.filter(sheet=sheet, question=question.key).first()
        written = _write(draft, present, revision)
    if written is None:
        raise _overtaken(draft)
    return written


@dataclass(frozen=True)
class _Draft:
    """Who wants to write what where, and when."""

    actor: User | None
    sheet: AnswerSheet
    key: str
    value: Any
    now: dt.datetime


def _write(draft: _Draft, present: Answer | None, revision: int | None) -> Answer | None:
    """The answer as it stands now; None where somebody was faster."""
    if present is None:
        return _first(draft)
    if same(present.value, draft.value):
        return present
    if revision is not None and present.revision != revision:
        return None
    changed = Answer.objects.filter(pk=present.pk, revision=present.revision).update(
        value=draft.value, revision=present.revision + 1, written_at=draft.now, written_by=draft.actor
    )
    if not changed:
        return None
    if is_worth_keeping(present, draft.value, draft.actor, draft.now):
        _keep_earlier(present)
    present.value, present.revision = draft.value, present.revision + 1
    present.written_at, present.written_by = draft.now, draft.actor
    return present


def _first(draft: _Draft) -> Answer | None:
    """The first answer to a question; None where somebody else has given it at this very moment."""
    try:
        with transaction.atomic():
            return Answer.objects.create(
                sheet=draft.sheet,
                question=draft.key,
                value=draft.value,
                written_at=draft.now,
                written_by=draft.actor,
            )
    except IntegrityError:
        return None


def _overtaken(draft: _Draft) -> Overtaken:
    """Keep the text that came too late, and say so."""
    present = Answer.objects.filter(sheet=draft.sheet, question=draft.key).select_related("written_by").first()
    with transaction.atomic():
        _keep(draft, Kept.OVERTAKEN, present.revision if present else 0)
    return Overtaken(present, draft.value)


def same(one: Any, other: Any) -> bool:
    """True for equal answers; JSON makes no difference between 1 and True, we do."""
    return type(one) is type(other) and bool(one == other)


def is_worth_keeping(present: Answer, value: Any, actor: User | None, now: dt.datetime) -> bool:
    """True where another person or another sitting wrote what stands now, or where much of it goes away."""
    if present.value is None:
        return False
    is_same_hand = present.written_by_id == (actor.pk if actor else None)
    is_recent = now - present.written_at < SAME_SITTING
    return not (is_same_hand and is_recent) or len(str(value or "")) < len(str(present.value)) / 2


def _keep_earlier(present: Answer) -> None:
    AnswerChange.objects.create(
        sheet_id=present.sheet_id,
        question=present.question,
        value=present.value,
        revision=present.revision,
        written_at=present.written_at,
        written_by_id=present.written_by_id,
    )


def _keep(draft: _Draft, kept: Kept, revision: int) -> AnswerChange:
    """Keep a text once: a page that sends it again and again does not pile it up."""
    last = AnswerChange.objects.filter(sheet=draft.sheet, question=draft.key).exclude(kept="").order_by("-id").first()
    writer = draft.actor.pk if draft.actor else None
    if last and last.kept == kept and last.written_by_id == writer and same(last.value, draft.value):
        return last
    return AnswerChange.objects.create(
        sheet=draft.sheet,
        question=draft.key,
        value=draft.value,
        revision=revision,
        kept=kept,
        written_at=draft.now,
        written_by=draft.actor,
    )


@transaction.atomic
def keep_answer(
    *, actor: User | None, sheet: AnswerSheet, question: Question, raw: Any, kept: Kept
) -> AnswerChange | None:
    """Keep a text that may not become the answer (any more), with the reason; None where it stands already."""
    _require_question(sheet, question)
    value = kind_of(question.kind).take(question.options, raw)
    present = Answer.objects.filter(sheet=sheet, question=question.key).first()
    if same(present.value if present else None, value):
        return None
    return _keep(_Draft(actor, sheet, question.key, value, clock.now()), kept, present.revision if present else 0)


@transaction.atomic
def move_sheet(*, sheet: AnswerSheet, version: FormVersion) -> AnswerSheet:
    """Ask the questions of another version of the same form; answers stay under their keys, asked or not."""
    if version.form_id != sheet.version.form_id:
        raise InvalidInput(_("This version belongs to another form."))
    sheet.version = version
    sheet.save(update_fields=["version", "updated_at"])
    return sheet


def _require_question(sheet: AnswerSheet, question: Question) -> None:
    if question.version_id != sheet.version_id:
        raise InvalidInput(_("This question is not asked here."))
