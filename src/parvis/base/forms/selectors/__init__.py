"""Reads of forms and answers."""

from parvis.base.forms.selectors.answers import (
    answer_to,
    answers_of,
    answers_of_sheets,
    earlier_answers,
    kept_texts,
    last_written,
    rows_of,
)
from parvis.base.forms.selectors.checking import (
    is_answered,
    missing_in,
    missing_sentence,
    problems_in,
    problems_of,
    shown_among,
    shown_questions,
)
from parvis.base.forms.selectors.reading import ReadAnswer, ReadSection, as_read, display_value, is_hidden
from parvis.base.forms.selectors.versions import (
    draft_version,
    keys_of_form,
    published_version,
    question_of,
    questions_of,
    sections_of,
    standing_of,
    versions_of,
)

__all__ = [
    "ReadAnswer",
    "ReadSection",
    "answer_to",
    "answers_of",
    "answers_of_sheets",
    "as_read",
    "display_value",
    "draft_version",
    "earlier_answers",
    "is_answered",
    "is_hidden",
    "kept_texts",
    "keys_of_form",
    "last_written",
    "missing_in",
    "missing_sentence",
    "problems_in",
    "problems_of",
    "published_version",
    "question_of",
    "questions_of",
    "rows_of",
    "sections_of",
    "shown_among",
    "shown_questions",
    "standing_of",
    "versions_of",
]
