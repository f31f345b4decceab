"""Bring the sheet of an application back to what was submitted, once it can no longer be submitted anew.

Applicants may go on writing after they submitted, until the deadline. What they did not submit again is kept beside the
answers, so that whoever reads the application reads what counts.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from parvis.base.accounts.models import User
from parvis.base.forms.enums import Kept, QuestionKind
from parvis.base.forms.models import Answer, Question
from parvis.base.forms.selectors import answers_of
from parvis.base.forms.services import keep_answer, put_files_back, save_answer
from parvis.core import clock
from parvis.domain.applying.selectors.submitted import changed_keys, latest_version_of
from parvis.domain.applying.selectors.writing import desk_of
from parvis.domain.applying.services.writing import locked, mirror
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Application

RECENT = dt.timedelta(days=2)
"""How far back the periodic look goes for answers that were changed after they were submitted."""


def settle_unsent(*, application: Application) -> list[str]:
    """Put back what was submitted, keep what was not; the keys of the questions, in their order. Safe to do twice."""
    with transaction.atomic():
        present = locked(application)
        desk = desk_of(present, FormStage.APPLICATION, clock.now())
        latest = latest_version_of(present)
        if desk is None or desk.is_open or latest is None:
            return []
        written = answers_of(present.sheet)
        unsent = {key for key in changed_keys(latest.answers, written) if key not in desk.reopened}
        written_rows = Answer.objects.filter(sheet=present.sheet).select_related("written_by")
        writers = {row.question: row.written_by for row in written_rows}
        settled = [question for question in desk.questions if question.key in unsent]
        for question in settled:
            _settle(present, question, writers[question.key], latest.answers.get(question.key), written)
    return [question.key for question in settled]


def _settle(
    application: Application, question: Question, writer: User | None, submitted: Any, written: Mapping[str, Any]
) -> None:
    """Put one answer back, as its last writer, and keep what that writer had written."""
    sheet, key = application.sheet, question.key
    if question.kind == QuestionKind.FILES:
        ids = [one["file"] for one in submitted or ()]
        put_files_back(actor=writer, sheet=sheet, question=question, file_ids=ids)
    else:
        save_answer(actor=writer, sheet=sheet, question=question, raw=submitted)
        mirror(application, key, submitted)
    if written.get(key) is not None:
        keep_answer(actor=writer, sheet=sheet, question=question, raw=written[key], kept=Kept.LATE)


def settle_recent() -> int:
    """Settle what was changed lately and cannot be submitted any more; returns how many applications. Safe twice."""
    since = clock.now() - RECENT
    touched = Answer.objects.filter(sheet=OuterRef("sheet"), written_at__gt=since)
    rows = Application.objects.filter(Exists(touched), version__gt=0).order_by("pk")
    return sum(bool(settle_unsent(application=application)) for application in rows.iterator())
