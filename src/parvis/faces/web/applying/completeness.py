"""How far a sheet is, and what is missing where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.base.forms.models import Question
from parvis.base.forms.selectors import is_answered, shown_among
from parvis.domain.applying.selectors.writing import Desk, problems_at


@dataclass(frozen=True)
class Missing:
    """A question with what stands against submitting it, and the anchor of its field."""

    key: str
    label: str
    sentences: list[str]


@dataclass(frozen=True)
class Part:
    """A section with how far it is."""

    key: str
    label: str
    done: int
    total: int
    missing: list[Missing]

    @property
    def is_complete(self) -> bool:
        """True where nothing stands against submitting it."""
        return not self.missing


@dataclass(frozen=True)
class Completeness:
    """The required questions that are answered, of how many, section by section."""

    parts: list[Part]

    @property
    def done(self) -> int:
        """How many required questions are answered well."""
        return sum(part.done for part in self.parts)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(part.total for part in self.parts)

    @property
    def missing(self) -> list[Missing]:
        """Everything that stands against submitting."""
        return [missing for part in self.parts for missing in part.missing]

    @property
    def is_complete(self) -> bool:
        """True where it can be submitted."""
        return not self.missing


def completeness_of(desk: Desk, answers: Mapping[str, Any]) -> Completeness:
    """How far the sheet is with these answers; where only some questions are open, of those."""
    problems = problems_at(desk, answers)
    sections: dict[str, tuple[str, list[Question]]] = {}
    for question in shown_among(desk.questions, answers):
        if desk.may_write(question.key):
            sections.setdefault(question.section.key, (question.section.label, []))[1].append(question)
    return Completeness([_part(key, label, rows, answers, problems) for key, (label, rows) in sections.items()])


def _part(
    key: str,
    label: str,
    questions: list[Question],
    answers: Mapping[str, Any],
    problems: Mapping[str, list[str]],
) -> Part:
    wanted = [one for one in questions if one.is_required]
    done = [one for one in wanted if one.key not in problems and is_answered(one, answers.get(one.key))]
    missing = [Missing(one.key, one.label, problems[one.key]) for one in questions if one.key in problems]
    return Part(key, label, len(done), len(wanted), missing)
