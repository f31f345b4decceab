"""What the builder says of kinds of questions, of a form's parts, and of what changed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import FormVersion, Question, Section
from parvis.base.forms.selectors import sections_of
from parvis.faces.web.forms.when import when_of

KINDS: dict[str, tuple[str, str | Promise]] = {
    QuestionKind.SHORT: ("pencil", _("One line: a name, a title.")),
    QuestionKind.LONG: ("file-text", _("Several paragraphs, with a limit in words or characters.")),
    QuestionKind.NUMBER: ("chart-bar", _("A number with bounds and a unit.")),
    QuestionKind.MONEY: ("building-bank", _("An amount in euros.")),
    QuestionKind.DATE: ("calendar", _("A day, perhaps between two others.")),
    QuestionKind.CHOICE: ("point", _("One of a few answers. Other questions can depend on it.")),
    QuestionKind.CHOICES: ("checks", _("Several of a few answers. Other questions can depend on them.")),
    QuestionKind.FILES: ("upload", _("Documents or pictures, with types, sizes and a number.")),
    QuestionKind.LINK: ("link", _("The address of a page on the web.")),
    QuestionKind.COMPANY: ("id", _("The number of a company, checked, and its name from the directory.")),
    QuestionKind.TEAM: ("users-group", _("A table with one person a line, and columns that you choose.")),
    QuestionKind.CONSENT: ("shield-check", _("A box to tick. Other questions can depend on it.")),
}
"""Kind → icon and what it is for."""


@dataclass(frozen=True)
class QuestionLine:
    """One question as the builder lists it."""

    question: Question
    icon: str
    when: str
    lacks_english: bool


@dataclass(frozen=True)
class SectionLine:
    """One section as the builder lists it."""

    section: Section
    questions: list[QuestionLine]
    when: str
    lacks_english: bool


def lines_of(version: FormVersion) -> list[SectionLine]:
    """The whole form, part by part."""
    listed = sections_of(version)
    by_key = {question.key: question for _section, questions in listed for question in questions}
    return [
        SectionLine(
            section,
            [QuestionLine(one, KINDS[one.kind][0], when_of(one, by_key), lacks_english(one)) for one in questions],
            when_of(section, by_key),
            lacks_english(section),
        )
        for section, questions in listed
    ]


def lacks_english(part: Section | Question) -> bool:
    """True where something is written in French and not in English."""
    options = part.options if isinstance(part, Question) else {}
    entries = [*options.get("choices", ()), *options.get("columns", ())]
    said = [(part.label_fr, part.label_en), (part.help_fr, part.help_en), *((e["fr"], e.get("en")) for e in entries)]
    said.append((options.get("unit_fr"), options.get("unit_en")))
    return any(french and not english for french, english in said)


def english_missing(lines: list[SectionLine]) -> int:
    """How many parts lack English words."""
    return sum(line.lacks_english + sum(one.lacks_english for one in line.questions) for line in lines)
