"""What each kind of question takes for an answer, what stands against it, and how it is read.

A kind never refuses what was typed: `take` gives the value that is kept, which stays as typed where it is not valid,
and `problems` says in sentences what stands against it. Nothing answered is None.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.kinds import choices, companies, dates, files, numbers, others, team, texts

Options = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """Three functions of the options of a question."""

    take: Callable[[Options, Any], Any]
    problems: Callable[[Options, Any], list[str]]
    display: Callable[[Options, Any], str]


KINDS = {
    QuestionKind.SHORT: Kind(texts.take_line, texts.problems, texts.display),
    QuestionKind.LONG: Kind(texts.take, texts.problems, texts.display),
    QuestionKind.NUMBER: Kind(numbers.take, numbers.problems, numbers.display),
    QuestionKind.MONEY: Kind(numbers.take, numbers.problems, numbers.display_money),
    QuestionKind.DATE: Kind(dates.take, dates.problems, dates.display),
    QuestionKind.CHOICE: Kind(choices.take_one, choices.problems_of_one, choices.display),
    QuestionKind.CHOICES: Kind(choices.take_several, choices.problems_of_several, choices.display),
    QuestionKind.FILES: Kind(files.take, files.problems, files.display),
    QuestionKind.LINK: Kind(others.take_link, others.problems_of_link, texts.display),
    QuestionKind.COMPANY: Kind(companies.take, companies.problems, companies.display),
    QuestionKind.TEAM: Kind(team.take, team.problems, team.display),
    QuestionKind.CONSENT: Kind(others.take_consent, others.problems_of_consent, others.display_consent),
}


def kind_of(name: str) -> Kind:
    """The kind by the name that questions store."""
    return KINDS[QuestionKind(name)]
