"""What the input of a question shows, by its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from parvis.base.forms.conditions import OTHER, chosen
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.kinds import companies, dates, files, team, texts
from parvis.base.forms.kinds.words import as_text, said
from parvis.base.forms.models import Question
from parvis.base.forms.selectors import display_value


@dataclass(frozen=True)
class Option:
    """One choice."""

    key: str
    label: str
    is_chosen: bool


def options_of(question: Question, value: Any) -> list[Option]:
    """The choices, then the other answer, then, for one choice that may stay open, no answer."""
    keys = chosen(value)
    found = [Option(one["key"], said(one), one["key"] in keys) for one in question.options.get("choices", ())]
    if question.options.get(OTHER):
        found.append(Option(OTHER, _("Another answer"), OTHER in keys))
    if question.kind == QuestionKind.CHOICE and not question.is_required:
        found.append(Option("", _("No answer"), not keys))
    return found


@dataclass(frozen=True)
class Cell:
    """One input of a table."""

    name: str
    label: str
    value: str
    kind: str


@dataclass(frozen=True)
class TeamTable:
    """The table of a team: its head, and its lines of inputs."""

    head: list[tuple[str, bool]]
    lines: list[list[Cell]]


def team_table(question: Question, value: Any, extra_lines: int) -> TeamTable:
    """The lines that are filled in, and a few to fill in next, as long as there is room."""
    columns = question.options.get("columns", ())
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    most = question.options.get("most") or team.MOST_ROWS
    least = question.options.get("least") or 1
    number = max(len(rows), min(most, max(least, len(rows) + extra_lines)))
    lines = [
        [_cell(question, place, column, rows[place] if place < len(rows) else {}) for column in columns]
        for place in range(number)
    ]
    return TeamTable([(said(column), bool(column.get("required"))) for column in columns], lines)


def _cell(question: Question, place: int, column: Mapping[str, Any], row: Mapping[str, Any]) -> Cell:
    key = column["key"]
    label = _("%(column)s, line %(number)d") % {"column": said(column), "number": place + 1}
    return Cell(f"a-{question.key}-{place}-{key}", label, as_text(row.get(key)), column.get("kind", team.TEXT))


INPUT_MODES = {
    QuestionKind.NUMBER: "decimal",
    QuestionKind.MONEY: "decimal",
    QuestionKind.LINK: "url",
    QuestionKind.COMPANY: "numeric",
}


@dataclass(frozen=True)
class Input:
    """The value of a question as its input shows it; each kind uses some of the properties."""

    question: Question
    value: Any
    extra_lines: int = 1

    @property
    def limit(self) -> int:
        """How long the text may be; 0 without a limit."""
        return int(self.question.options.get("limit") or 0)

    @property
    def unit(self) -> str:
        """In what the limit counts."""
        return str(self.question.options.get("unit") or texts.CHARACTERS)

    @property
    def length(self) -> int:
        """How long the text is."""
        return texts.length(self.text, self.unit)

    @property
    def rows(self) -> int:
        """How tall a box for a long text is."""
        characters = self.limit * (6 if self.unit == texts.WORDS else 1)
        return max(4, min(12, characters // 100)) if characters else 6

    @cached_property
    def text(self) -> str:
        """The value as it stands in an input of one line."""
        if isinstance(self.value, Mapping):
            return companies.spaced(as_text(self.value.get("number")))
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return display_value(self._bare, self.value)
        return as_text(self.value) if not isinstance(self.value, bool | list) else ""

    @property
    def _bare(self) -> Question:
        """The question without its unit, which stands beside the input."""
        return Question(kind=QuestionKind.NUMBER, options={})

    @property
    def type(self) -> str:
        """A calendar where the value is a day or nothing; text else, so that nothing typed is lost."""
        is_date = self.question.kind == QuestionKind.DATE and (not self.text or dates.read(self.text) is not None)
        return "date" if is_date else "text"

    @property
    def mode(self) -> str:
        """The keyboard of a telephone."""
        return INPUT_MODES.get(QuestionKind(self.question.kind), "text")

    @property
    def suffix(self) -> str:
        """The unit beside the input."""
        return "€" if self.question.kind == QuestionKind.MONEY else said(self.question.options, "unit_")

    @property
    def found(self) -> str:
        """Whose number it is, as the directory says."""
        return companies.known_as(self.value)

    @cached_property
    def options(self) -> list[Option]:
        """The choices that are offered, with those that were made."""
        return options_of(self.question, self.value)

    @property
    def has_other(self) -> bool:
        """True where an answer of one's own may be written."""
        return bool(self.question.options.get("other"))

    @property
    def other_text(self) -> str:
        """That answer."""
        listed = self.value if isinstance(self.value, list) else [self.value]
        return next((as_text(one.get("other")) for one in listed if isinstance(one, Mapping) and "other" in one), "")

    @property
    def accepted(self) -> str:
        """The endings of files that are taken."""
        return files.accepted(self.question.options)

    @property
    def takes_several(self) -> bool:
        """True where more than one file may be added."""
        return files.most_of(self.question.options) > 1

    @property
    def has_room(self) -> bool:
        """True while another file may be added."""
        return len(self.value or ()) < files.most_of(self.question.options)

    @cached_property
    def table(self) -> TeamTable:
        """The table of a team."""
        return team_table(self.question, self.value, self.extra_lines)
