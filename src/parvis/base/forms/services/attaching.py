"""Files that are part of answers. The caller has checked the actor."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.files.services.store import store_file
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.kinds import files
from parvis.base.forms.models import Answer, AnswerFile, AnswerSheet, Question
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput

PURPOSE = "forms.answer"
"""The purpose of these files in base/files."""

MOST_EVER = 60
"""How many files one answer may have seen, with those that were taken out: they are kept for earlier versions."""


def add_file(*, actor: User | None, sheet: AnswerSheet, question: Question, upload: "File[bytes]") -> AnswerFile:
    """Add a file to the answer.

    Raises InvalidInput for one of a type or size that the question does not take, or where it has enough already.
    """
    _require_files(sheet, question)
    if (upload.size or 0) > files.megabytes_of(question.options) * files.MEGABYTE:
        raise InvalidInput(
            _("This file is too large: at most %(limit)s MB can be taken here.")
            % {"limit": files.megabytes_of(question.options)}
        )
    with transaction.atomic():
        answer = _answer(actor, sheet, question)
        _require_room(answer, question)
        stored = store_file(actor=actor, upload=upload, purpose=PURPOSE)
        if stored.content_type not in files.content_types(question.options):
            raise InvalidInput(
                _("This file is not of a kind that can be taken here. %(expected)s")
                % {"expected": files.expected(question.options)}
            )
        row = AnswerFile.objects.create(answer=answer, file=stored)
        _refresh(answer, actor)
    return row


def remove_file(*, actor: User | None, sheet: AnswerSheet, question: Question, file_id: Any) -> None:
    """Take a file out of the answer; versions that were submitted with it keep it. Conflict where it is out already."""
    _require_files(sheet, question)
    present = AnswerFile.objects.filter(answer__sheet=sheet, answer__question=question.key, removed_at=None)
    row = present.filter(file_id=file_id).select_related("answer").first()
    if row is None:
        raise Conflict(_("This file was taken out already."))
    with transaction.atomic():
        AnswerFile.objects.filter(pk=row.pk).update(removed_at=clock.now())
        _refresh(row.answer, actor)


def put_files_back(*, actor: User | None, sheet: AnswerSheet, question: Question, file_ids: Iterable[Any]) -> None:
    """Let the answer hold exactly these of the files that it ever held; the others count as taken out."""
    _require_files(sheet, question)
    with transaction.atomic():
        answer = _answer(actor, sheet, question)
        rows, wanted = AnswerFile.objects.filter(answer=answer), list(file_ids)
        rows.filter(removed_at=None).exclude(file_id__in=wanted).update(removed_at=clock.now())
        rows.filter(file_id__in=wanted).update(removed_at=None)
        _refresh(answer, actor)


def _require_files(sheet: AnswerSheet, question: Question) -> None:
    if question.version_id != sheet.version_id or question.kind != QuestionKind.FILES:
        raise InvalidInput(_("No file is asked for here."))


def _answer(actor: User | None, sheet: AnswerSheet, question: Question) -> Answer:
    """The row of the answer; the update keeps others away from it until this transaction ends."""
    answer, _made = Answer.objects.get_or_create(
        sheet=sheet, question=question.key, defaults={"written_at": clock.now(), "written_by": actor, "revision": 0}
    )
    Answer.objects.filter(pk=answer.pk).update(revision=F("revision"))
    return answer


def _require_room(answer: Answer, question: Question) -> None:
    rows = list(AnswerFile.objects.filter(answer=answer).values_list("removed_at", flat=True))
    most = files.most_of(question.options)
    if rows.count(None) >= most:
        message = (
            _("There is a file already: take it out to add another one.")
            if most == 1
            else _("At most %(number)d files can be added here: take one out to add another.") % {"number": most}
        )
        raise InvalidInput(message)
    if len(rows) >= MOST_EVER:
        raise InvalidInput(_("Too many files were added and taken out here. Ask the team for help."))


def _refresh(answer: Answer, actor: User | None) -> None:
    """Write the files that are there into the answer, so that it reads like every other."""
    rows = AnswerFile.objects.filter(answer=answer, removed_at=None).select_related("file").order_by("pk")
    value = [
        {"file": str(row.file_id), "name": row.file.name, "size": row.file.size, "type": row.file.content_type}
        for row in rows
    ]
    Answer.objects.filter(pk=answer.pk).update(
        value=value or None, revision=F("revision") + 1, written_at=clock.now(), written_by=actor
    )
