"""Answers of sheets, and the texts that were kept beside them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from parvis.base.forms.models import Answer, AnswerChange, AnswerSheet


def answers_of(sheet: AnswerSheet) -> dict[str, Any]:
    """What was answered, by the key of the question; what is empty is left out."""
    rows = Answer.objects.filter(sheet=sheet).values_list("question", "value")
    return {question: value for question, value in rows if value is not None}


def answers_of_sheets(sheet_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The same of many sheets, in one query."""
    found: dict[int, dict[str, Any]] = {pk: {} for pk in sheet_ids}
    rows = Answer.objects.filter(sheet__in=list(found)).values_list("sheet_id", "question", "value")
    for sheet, question, value in rows:
        if value is not None:
            found[sheet][question] = value
    return found


def rows_of(sheet: AnswerSheet) -> dict[str, Answer]:
    """The answers as rows, with revision, day and writer, by the key of the question."""
    rows = Answer.objects.filter(sheet=sheet).select_related("written_by")
    return {row.question: row for row in rows}


def answer_to(sheet: AnswerSheet, key: str) -> Answer | None:
    """The answer to one question."""
    return Answer.objects.filter(sheet=sheet, question=key).select_related("written_by").first()


def kept_texts(sheet: AnswerSheet) -> dict[str, list[AnswerChange]]:
    """Texts that did not become answers, by the key of the question, the newest first."""
    found: dict[str, list[AnswerChange]] = defaultdict(list)
    rows = AnswerChange.objects.filter(sheet=sheet).exclude(kept="").select_related("written_by")
    for change in rows.order_by("-id"):
        found[change.question].append(change)
    return dict(found)


def earlier_answers(sheet: AnswerSheet, key: str) -> list[AnswerChange]:
    """What one answer was before, and what was kept beside it, the newest first."""
    return list(AnswerChange.objects.filter(sheet=sheet, question=key).select_related("written_by").order_by("-id"))


def last_written(sheet_ids: Iterable[int]) -> dict[int, Any]:
    """When each sheet was last written in, in one query; without those in which nobody wrote."""
    rows = Answer.objects.filter(sheet__in=list(sheet_ids)).order_by("written_at").values_list("sheet_id", "written_at")
    return dict(rows)
