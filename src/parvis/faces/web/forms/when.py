"""Conditions in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from parvis.base.forms.conditions import OTHER, YES
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.kinds.choices import label_of
from parvis.base.forms.models import Question
from parvis.base.forms.models.forms import Asked


def when_of(asked: Asked, questions: Mapping[str, Question]) -> str:
    """When a question or section is shown, as a sentence; nothing where always."""
    on = questions.get(asked.condition.get("question", "")) if asked.condition else None
    if on is None:
        return ""
    if on.kind == QuestionKind.CONSENT:
        if YES in asked.condition["any"]:
            return _("Only if the box “%(question)s” is ticked.") % {"question": on.label}
        return _("Only if the box “%(question)s” is not ticked.") % {"question": on.label}
    answers = ", ".join(value_label(on, key) for key in asked.condition["any"])
    return _("Only if the answer to “%(question)s” is: %(answers)s.") % {"question": on.label, "answers": answers}


def value_label(question: Question, key: str) -> str:
    """One answer on which a condition stands."""
    return _("another answer") if key == OTHER else label_of(question.options, key)
