"""Questions of a call whose answers are needs or offers, and the drafts that came of them."""

from collections.abc import Mapping
from typing import Any

from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import FormVersion, Question
from parvis.base.forms.selectors import draft_version, published_version, questions_of, shown_questions
from parvis.base.forms.selectors.reading import read_answer
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Call, CallForm
from parvis.domain.needs.models import NeedQuestion

IN_WORDS = (QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.CHOICE, QuestionKind.CHOICES)
"""Kinds of questions whose answers can be read as a need."""
LONGEST_TITLE = 120


def askable_questions(call: Call) -> list[Question]:
    """The questions of the application form that may ask for a need: as it is asked now, or else as it is drafted."""
    row = CallForm.objects.filter(call=call, stage=FormStage.APPLICATION).select_related("form").first()
    version = (published_version(row.form) or draft_version(row.form)) if row else None
    return [question for question in questions_of(version) if question.kind in IN_WORDS] if version else []


def need_questions(call_id: int) -> dict[str, NeedQuestion]:
    """The questions of a call that ask for needs or offers, by their keys."""
    return {row.question_key: row for row in NeedQuestion.objects.filter(call=call_id).order_by("pk")}


def answers_in_words(version: FormVersion, answers: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """A title and a text for each answer that somebody could read as a need, by the key of its question."""
    found = {}
    for question in shown_questions(version, answers):
        if question.kind not in IN_WORDS:
            continue
        read = read_answer(question, answers.get(question.key))
        text = "\n".join(read.items) if read.items else read.text.strip()
        if text:
            is_chosen = question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
            found[question.key] = (_title_of(", ".join(read.items) or text), _with_label(question, text, is_chosen))
    return found


def _with_label(question: Question, text: str, is_chosen: bool) -> str:  # noqa: FBT001 -- private
    """What was only chosen says little without the question."""
    return f"{question.label}\n\n{text}" if is_chosen else text


def _title_of(text: str) -> str:
    """The first sentence, or as many of its words as a title holds."""
    line = text.splitlines()[0].strip()
    for end in (". ", "! ", "? "):
        line = line.split(end, 1)[0]
    line = " ".join(line.rstrip(".").split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
