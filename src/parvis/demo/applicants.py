"""The invented start-ups that applied, and what each of them answers."""

import random
from collections.abc import Callable, Iterable
from typing import Any

from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import Question
from parvis.demo.tables import read_applicants, read_texts
from parvis.domain.directory.models import Organisation

FIRST_NAMES = (
    "Amina",
    "Basile",
    "Clara",
    "Driss",
    "Elsa",
    "Félix",
    "Hawa",
    "Ilan",
    "Judith",
    "Karim",
    "Léonie",
    "Malo",
)
FAMILY_NAMES = ("Aubry", "Bensaïd", "Collet", "Diallo", "Evrard", "Faure", "Guérin", "Hamel", "Jourdan", "Kessler")
ROLES = {
    "fr": ("Direction générale", "Direction médicale", "Technique", "Affaires réglementaires"),
    "en": ("Chief executive", "Medical director", "Technology", "Regulatory affairs"),
}


def applicants(part: str) -> list[tuple[dict[str, str], Organisation]]:
    """The rows of those who answered the past or the open call, each with its organisation."""
    rows = [row for row in read_applicants() if row["call"] == part]
    by_name = {one.name: one for one in Organisation.objects.filter(name__in=[row["name"] for row in rows])}
    return [(row, by_name[row["name"]]) for row in rows]


def answers_of(row: dict[str, str], questions: Iterable[Question], language: str) -> dict[str, Any]:
    """What this start-up answers to the questions: always the same, and valid for each kind of question.

    Files stay out, and registration numbers, too: an invented one might be somebody's.
    """
    chance = random.Random(row["key"])  # noqa: S311 -- the same demo each time
    found = {question.key: _answer(question, row, language, chance) for question in questions}
    return {key: value for key, value in found.items() if value is not None}


def _answer(question: Question, row: dict[str, str], language: str, chance: random.Random) -> Any:
    options = question.options
    answers: dict[str, Callable[[], Any]] = {
        QuestionKind.SHORT: lambda: _cut(_title(row, language), options),
        QuestionKind.LONG: lambda: _cut(_text(question.key, row, language, chance), options),
        QuestionKind.NUMBER: lambda: _number(options, chance.randint(2, 40)),
        QuestionKind.MONEY: lambda: _number(options, chance.randint(1, 60) * 25_000),
        QuestionKind.DATE: lambda: f"{row['founded_year']}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        QuestionKind.CHOICE: lambda: chance.choice(options["choices"])["key"],
        QuestionKind.CHOICES: lambda: _some([choice["key"] for choice in options["choices"]], chance),
        QuestionKind.LINK: lambda: f"https://{row['key']}.example",
        QuestionKind.TEAM: lambda: _team(options, language, chance),
        QuestionKind.CONSENT: lambda: True,
    }
    return answers.get(question.kind, lambda: None)()


def _some(keys: list[str], chance: random.Random) -> list[str]:
    return chance.sample(keys, k=min(len(keys), chance.randint(1, 2)))


def _title(row: dict[str, str], language: str) -> str:
    """The first sentence of the pitch."""
    return row[f"pitch_{language}"].split(". ")[0].rstrip(".")


def _text(key: str, row: dict[str, str], language: str, chance: random.Random) -> str:
    name = row["name"].removesuffix(" Fictif")
    texts = read_texts()
    word = next((word for word in texts if word in key), "pitch")
    chosen = chance.choice(texts[word][language]).format(name=name)
    return f"{row[f'pitch_{language}']} {chosen}" if word == "pitch" else chosen


def _cut(text: str, options: dict[str, Any]) -> str:
    limit = options.get("limit")
    if not limit:
        return text
    if options.get("unit") == "words":
        return " ".join(text.split()[:limit])
    return text[:limit]


def _number(options: dict[str, Any], wanted: int) -> Any:
    low, high = options.get("least"), options.get("most")
    bounded = max(wanted, int(low)) if low is not None else wanted
    return min(bounded, int(high)) if high is not None else bounded


def _team(options: dict[str, Any], language: str, chance: random.Random) -> list[dict[str, str]]:
    columns = [column["key"] for column in options.get("columns", ())] or ["name", "role"]
    rows = []
    for role in ROLES[language][: chance.randint(2, 4)]:
        name = f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILY_NAMES)}"
        rows.append({column: name if "name" in column else role for column in columns})
    return rows
