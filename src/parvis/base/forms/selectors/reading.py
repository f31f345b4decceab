"""A sheet of answers as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.kinds import choices, kind_of
from parvis.base.forms.kinds.words import as_text, said
from parvis.base.forms.models import FormVersion, Question
from parvis.base.forms.selectors.checking import is_answered, shown_questions


@dataclass(frozen=True)
class ReadAnswer:
    """One question with its answer in words.

    `text` is empty where nothing was answered. `kind` is that of the question; files come as they are stored (`file`,
    `name`, `size`), a table as its head and its lines, several choices as `items`; `href` is where a link leads.
    """

    key: str
    label: str
    kind: str
    text: str
    href: str = ""
    items: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """True where there is something to read."""
        return bool(self.text)


@dataclass(frozen=True)
class ReadSection:
    """A section with what was answered in it."""

    key: str
    label: str
    answers: list[ReadAnswer]


def display_value(question: Question, value: Any) -> str:
    """An answer in words, in the reader's language; nothing where nothing was answered."""
    return kind_of(question.kind).display(question.options, value) if is_answered(question, value) else ""


def as_read(
    version: FormVersion,
    answers: Mapping[str, Any],
    *,
    audience: Audience | str = Audience.TEAM,
    is_blind: bool = False,
) -> list[ReadSection]:
    """What a reader sees of a sheet: the questions that were shown to whom filled it in, each with its answer.

    `Audience.TEAM` reads everything, and so do applicants; `Audience.REVIEWERS` what the form opens to reviewers.
    In blind review nothing is shown that says who applies.
    """
    sections: dict[int, ReadSection] = {}
    for question in shown_questions(version, answers):
        if is_hidden(question, audience=audience, is_blind=is_blind):
            continue
        section = question.section
        known = sections.setdefault(section.pk, ReadSection(section.key, section.label, []))
        known.answers.append(read_answer(question, answers.get(question.key)))
    return list(sections.values())


def is_hidden(question: Question, *, audience: Audience | str, is_blind: bool) -> bool:
    """True where this reader may not see the answer."""
    is_for_team = audience == Audience.REVIEWERS and question.audience != Audience.REVIEWERS
    return is_for_team or (is_blind and question.is_identifying)


def read_answer(question: Question, value: Any) -> ReadAnswer:
    """One answer, with what its kind shows besides the text."""
    text = display_value(question, value)
    more: dict[str, Any] = {}
    if text and question.kind == QuestionKind.FILES:
        more["files"] = value
    elif text and question.kind == QuestionKind.CHOICES:
        more["items"] = choices.labels(question.options, value)
    elif text and question.kind == QuestionKind.LINK:
        more["href"] = text if text.startswith(("https://", "http://")) else ""
    elif text and question.kind == QuestionKind.COMPANY and isinstance(value, Mapping):
        more["href"] = as_text(value.get("url"))
    elif text and question.kind == QuestionKind.TEAM and isinstance(value, list):
        columns = question.options.get("columns", ())
        more["head"] = [said(column) for column in columns]
        more["lines"] = [[as_text(row.get(column["key"])) for column in columns] for row in value]
    return ReadAnswer(question.key, question.label, question.kind, text, **more)
