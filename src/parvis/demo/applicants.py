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


ABOUT = {
    "pitch": "pitch",
    "problem": "problem",
    "need": "problem",
    "solution": "solution",
    "novelty": "solution",
    "evidence": "evidence",
    "team": "team",
    "skills": "team",
    "partners": "partners",
    "health-data-how": "safeguards",
    "needs": "need",
    "why": "need",
    "market": "market",
}
"""Which texts answer which question; others are answered by the pitch."""
THEMES = {
    "artificial-intelligence": "ai",
    "medical-devices": "devices",
    "health-data": "data",
    "organisational-innovation": "organisation",
}
NOT_YET = ("created", "no")
"""None of them is registered: an invented number might be somebody's."""


def answers_of(row: dict[str, str], questions: Iterable[Question], language: str) -> dict[str, Any]:
    """What this start-up answers to the questions: always the same, and valid for each kind of question.

    Files stay out, and registration numbers, too.
    """
    chance = random.Random(row["key"])  # noqa: S311 -- the same demo each time
    found = {question.key: _answer(question, row, language, chance) for question in questions}
    return {key: value for key, value in found.items() if value is not None}


def _answer(question: Question, row: dict[str, str], language: str, chance: random.Random) -> Any:
    options = question.options
    answers: dict[str, Callable[[], Any]] = {
        QuestionKind.SHORT: lambda: _cut(_short(question.key, row, language), options),
        QuestionKind.LONG: lambda: _cut(_text(question.key, row, language, chance), options),
        QuestionKind.NUMBER: lambda: _number(options, chance.randint(2, 40)),
        QuestionKind.MONEY: lambda: _number(options, chance.randint(1, 60) * 25_000),
        QuestionKind.DATE: lambda: f"{row['founded_year']}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        QuestionKind.CHOICE: lambda: _choice(question.key, options, row, chance),
        QuestionKind.CHOICES: lambda: _some([choice["key"] for choice in options["choices"]], chance),
        QuestionKind.LINK: lambda: f"https://{row['key']}.example",
        QuestionKind.TEAM: lambda: _team(options, language, chance),
        QuestionKind.CONSENT: lambda: True,
    }
    return answers.get(question.kind, lambda: None)()


def _choice(key: str, options: dict[str, Any], row: dict[str, str], chance: random.Random) -> str:
    offered = [choice["key"] for choice in options["choices"]]
    known = {NOT_YET[0]: NOT_YET[1], "theme": THEMES.get(row["themes"].split(";")[0], "")}
    return known[key] if known.get(key) in offered else str(chance.choice(offered))


def _some(keys: list[str], chance: random.Random) -> list[str]:
    return chance.sample(keys, k=min(len(keys), chance.randint(1, 2)))


def _short(key: str, row: dict[str, str], language: str) -> str:
    """Its name, or the first sentence of its pitch."""
    return row["name"] if key == "name" else row[f"pitch_{language}"].split(". ")[0].rstrip(".")


def _text(key: str, row: dict[str, str], language: str, chance: random.Random) -> str:
    about = ABOUT.get(key, "pitch")
    chosen = chance.choice(read_texts()[about][language]).format(name=row["name"].removesuffix(" Fictif"))
    return f"{row[f'pitch_{language}']} {chosen}" if about == "pitch" else chosen


def _cut(text: str, options: dict[str, Any]) -> str:
    limit = options.get("limit")
    if not limit:
        return text
    if options.get("unit") == "words":
        return " ".join(text.split()[:limit])
    return text[:limit]


def _number(options: dict[str, Any], wanted: int) -> Any:
    low, high = options.get("min"), options.get("max")
    bounded = max(wanted, int(low)) if low is not None else wanted
    return min(bounded, int(high)) if high is not None else bounded


def _team(options: dict[str, Any], language: str, chance: random.Random) -> list[dict[str, str]]:
    rows = []
    for role in ROLES[language][: chance.randint(2, 4)]:
        known = {
            "name": f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILY_NAMES)}",
            "role": role,
            "share": chance.choice(("50", "80", "100")),
        }
        rows.append({column["key"]: known.get(column["key"], "") for column in options.get("columns", ())})
    return rows
