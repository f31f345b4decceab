"""Questions as fields of a page, for whoever fills in a sheet: applicants, and the builder's preview.

A page that shows questions includes `web/forms/_questions.html` with the sections of `sections_of_sheet`, and loads
`parvis/questions.js`. In the form, the answer to the question with the key K is posted as `a-K` (see `posted.py`) and
its revision as `r-K`. Each question is the element `q-K`, and what is said of its answer (revision, errors, whether it
is saved) the element `q-K-state` inside it, rendered by `web/forms/_state.html` with a `field`: a page that saves field
by field swaps that element alone, so that nobody loses the cursor. Buttons post `add` and `more` with a key, `take-out`
with a key and a file (`K:file`), and, after a clash, `mine` or `theirs` with a key.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.kinds import files, texts
from parvis.base.forms.models import Answer, FormVersion, Question, Section
from parvis.base.forms.selectors import display_value, sections_of, shown_among
from parvis.faces.web.forms.inputs import Input
from parvis.faces.web.forms.when import when_of

LINE, LONG, CHOICE = "web/forms/kinds/line.html", "web/forms/kinds/long.html", "web/forms/kinds/choice.html"
FILES, TEAM, CONSENT = "web/forms/kinds/files.html", "web/forms/kinds/team.html", "web/forms/kinds/consent.html"
TEMPLATES = {
    QuestionKind.LONG: LONG,
    QuestionKind.CHOICE: CHOICE,
    QuestionKind.CHOICES: CHOICE,
    QuestionKind.FILES: FILES,
    QuestionKind.TEAM: TEAM,
    QuestionKind.CONSENT: CONSENT,
}
GROUPS = frozenset({CHOICE, TEAM})


@dataclass(frozen=True)
class Clash:
    """Somebody else's answer, which stands while another text was typed: both are shown to choose from."""

    theirs: str
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Field:
    """One question with what is known of its answer.

    `is_shown` says whether its condition holds now; a question that is not shown is in the page all the same, so that
    it can appear while somebody writes, and carries the sentence `when`. `is_locked` shows the answer as text.
    `extra_lines` are empty lines of a table. `note` is a sentence of the page's own beside the question.
    """

    question: Question
    value: Any = None
    revision: int = 0
    errors: Sequence[str] = ()
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    is_locked: bool = False
    is_shown: bool = True
    when: str = ""
    clash: Clash | None = None
    note: str = ""
    extra_lines: int = 1

    @property
    def key(self) -> str:
        """The key of the question."""
        return self.question.key

    @property
    def id(self) -> str:
        """The element of the whole question."""
        return f"q-{self.key}"

    @property
    def state_id(self) -> str:
        """The element of what is said of the answer."""
        return f"{self.id}-state"

    @property
    def input_id(self) -> str:
        """The first input: where a label and a summary of errors lead."""
        return f"f-{self.key}"

    @property
    def name(self) -> str:
        """The name under which the answer is posted."""
        return f"a-{self.key}"

    @property
    def template(self) -> str:
        """What shows the input."""
        return TEMPLATES.get(QuestionKind(self.question.kind), LINE)

    @property
    def is_group(self) -> bool:
        """True for several inputs under one legend."""
        return self.template in GROUPS

    @property
    def has_own_label(self) -> bool:
        """True for a box whose sentence is its label."""
        return self.template == CONSENT

    @property
    def described_by(self) -> str:
        """The elements that describe the input; the state is always there."""
        parts = [f"{self.id}-help"] if self.question.help or self.hint else []
        return " ".join([*parts, self.state_id])

    @cached_property
    def hint(self) -> str:
        """What is expected, in a sentence."""
        options = self.question.options
        if self.question.kind == QuestionKind.FILES:
            return files.expected(options)
        if self.question.kind == QuestionKind.COMPANY:
            return _("Nine digits (SIREN) or fourteen (SIRET); the name follows from the directory.")
        return texts.limit_in_words(options)

    @property
    def is_for_team(self) -> bool:
        """True where only the team reads the answer."""
        return self.question.audience == Audience.TEAM

    @cached_property
    def input(self) -> Input:
        """What the input shows."""
        return Input(self.question, self.value, self.extra_lines)

    @property
    def read_text(self) -> str:
        """The answer as text, where it is locked."""
        return display_value(self.question, self.value)

    @property
    def condition_on(self) -> str:
        """The question on which this one hangs, for the script that shows and hides."""
        return str(self.question.condition.get("question", "")) if self.question.condition else ""

    @property
    def condition_any(self) -> str:
        """The answers with which it is shown."""
        return " ".join(self.question.condition.get("any", ())) if self.question.condition else ""


@dataclass(frozen=True)
class FieldSection:
    """A section with its fields."""

    section: Section
    fields: list[Field] = field(default_factory=list)
    is_shown: bool = True
    when: str = ""


def field_of(question: Question, answer: Answer | None = None, **more: Any) -> Field:
    """A question with its answer as it is stored; `more` are further parts of the field."""
    if answer is None:
        return Field(question, **more)
    known = {
        "value": answer.value,
        "revision": answer.revision,
        "saved_at": answer.written_at,
        "saved_by": str(answer.written_by or ""),
    }
    return Field(question, **{**known, **more})


def sections_of_sheet(
    version: FormVersion,
    rows: Mapping[str, Answer],
    *,
    problems: Mapping[str, Sequence[str]] | None = None,
    open_keys: Collection[str] | None = None,
) -> list[FieldSection]:
    """All questions of a version with the answers of a sheet.

    `problems` are what is said of answers (`problems_in` after an attempt to submit, nothing before). With `open_keys`
    the other questions are locked.
    """
    found = [
        (section, [field_of(one, rows.get(one.key), errors=(problems or {}).get(one.key, ())) for one in questions])
        for section, questions in sections_of(version)
    ]
    answers = {key: row.value for key, row in rows.items()}
    sections = shown_fields(found, answers)
    if open_keys is None:
        return sections
    return [
        replace(one, fields=[replace(each, is_locked=each.key not in open_keys) for each in one.fields])
        for one in sections
    ]


def shown_fields(found: Iterable[tuple[Section, list[Field]]], answers: Mapping[str, Any]) -> list[FieldSection]:
    """Fields with whether their conditions hold, and the sentence that says when they do."""
    listed = list(found)
    questions = [one.question for _section, fields in listed for one in fields]
    by_key = {question.key: question for question in questions}
    shown = {question.key for question in shown_among(questions, answers)}
    return [
        FieldSection(
            section,
            [replace(one, is_shown=one.key in shown, when=when_of(one.question, by_key)) for one in fields],
            is_shown=not section.condition or any(one.key in shown for one in fields),
            when=when_of(section, by_key),
        )
        for section, fields in listed
    ]
