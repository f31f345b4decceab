"""When a question is asked: conditions on answers to earlier questions."""

from collections.abc import Iterable, Mapping
from typing import Any

from parvis.base.forms.enums import QuestionKind

OTHER = "other"
"""What a choice holds where the applicant wrote an answer of their own."""

YES, NO = "yes", "no"

CONDITIONAL = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.CONSENT})
"""Kinds of questions on which a condition can stand: those with a few answers that are known beforehand."""


def chosen(value: Any) -> frozenset[str]:
    """The keys of what was chosen; a consent is yes or no. Nothing where nothing was answered."""
    if isinstance(value, bool):
        return frozenset({YES if value else NO})
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, Mapping):
        return frozenset({OTHER}) if OTHER in value else frozenset()
    if isinstance(value, Iterable):
        return frozenset(key for one in value for key in chosen(one))
    return frozenset()


def is_met(condition: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """True where the condition holds; `answers` are those to questions that are shown."""
    if not condition:
        return True
    return bool(chosen(answers.get(condition.get("question", ""))) & set(condition.get("any", ())))
