"""Which questions are asked, which answers are missing, and what stands against the others."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.forms.conditions import is_met
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.kinds import kind_of
from parvis.base.forms.models import FormVersion, Question
from parvis.base.forms.selectors.versions import questions_of


def shown_questions(version: FormVersion, answers: Mapping[str, Any]) -> list[Question]:
    """The questions whose conditions, and those of their sections, hold."""
    return shown_among(questions_of(version), answers)


def shown_among(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[Question]:
    """The same of questions that were read already; the answer to a question that is not shown counts as none."""
    shown: list[Question] = []
    visible: dict[str, Any] = {}
    for question in questions:
        if is_met(question.section.condition, visible) and is_met(question.condition, visible):
            shown.append(question)
            value = answers.get(question.key)
            visible[question.key] = value is True if question.kind == QuestionKind.CONSENT else value
    return shown


def is_answered(question: Question, value: Any) -> bool:
    """True where something was answered."""
    return value is True if question.kind == QuestionKind.CONSENT else value not in (None, "", [], {})


def missing_in(version: FormVersion, answers: Mapping[str, Any]) -> list[Question]:
    """The required questions that are shown and not answered."""
    shown = shown_questions(version, answers)
    return [one for one in shown if one.is_required and not is_answered(one, answers.get(one.key))]


def problems_of(question: Question, value: Any) -> list[str]:
    """What stands against an answer that was given, as sentences."""
    return kind_of(question.kind).problems(question.options, value) if is_answered(question, value) else []


def problems_in(version: FormVersion, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every sentence that stands against submitting, by the key of the question, in the order of the form."""
    found: dict[str, list[str]] = {}
    for question in shown_questions(version, answers):
        value = answers.get(question.key)
        sentences = problems_of(question, value)
        if question.is_required and not is_answered(question, value):
            sentences = [missing_sentence(question)]
        if sentences:
            found[question.key] = sentences
    return found


def missing_sentence(question: Question) -> str:
    """What is said of a required question without an answer."""
    if question.kind == QuestionKind.CONSENT:
        return _("Your agreement is needed.")
    return _("A file is needed.") if question.kind == QuestionKind.FILES else _("An answer is needed.")
