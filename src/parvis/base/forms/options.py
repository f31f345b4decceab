"""Options of questions as people set them: what each kind keeps, and what cannot be."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.base.forms.conditions import OTHER
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.kinds import companies, dates, files, team, texts
from parvis.core.errors import InvalidInput

KEY_LENGTH = 40
FEWEST_CHOICES = 2
MOST_LIMIT = 50_000

KEPT: Mapping[str, tuple[str, ...]] = {
    QuestionKind.SHORT: ("limit", "unit"),
    QuestionKind.LONG: ("limit", "unit"),
    QuestionKind.NUMBER: ("min", "max", "decimals", "unit_fr", "unit_en"),
    QuestionKind.MONEY: ("min", "max"),
    QuestionKind.DATE: ("earliest", "latest"),
    QuestionKind.CHOICE: ("choices", OTHER),
    QuestionKind.CHOICES: ("choices", OTHER, "least", "most"),
    QuestionKind.FILES: ("types", "most", "megabytes"),
    QuestionKind.COMPANY: ("accepts",),
    QuestionKind.TEAM: ("columns", "least", "most"),
}
"""The options of each kind; the others have none."""


def clean_options(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The options that the kind keeps, without empty ones; raises InvalidInput by the name of each."""
    options = {name: raw[name] for name in KEPT.get(kind, ()) if not _is_nothing(raw.get(name))}
    for name in ("choices", "columns"):
        if name in options:
            options[name] = _keyed(options[name])
    errors = _errors(kind, options)
    if errors:
        raise InvalidInput(_("Some settings of this question need another look."), errors)
    return options


def _is_nothing(value: Any) -> bool:
    """True for what says nothing; zero does say something."""
    return value is None or value is False or value in ("", [])


def _keyed(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines with French words, each with a key of its own; a key that is there already stays."""
    written = [dict(entry) for entry in entries if str(entry.get("fr") or "").strip()]
    given = [entry.get("key") for entry in written]
    used: set[str] = {OTHER}
    for number, entry in enumerate(written):
        if not given[number] or given[number] in used:
            entry["key"] = free_key(str(entry["fr"]), used | {key for key in given if key})
        used.add(entry["key"])
    return [{name: value for name, value in entry.items() if value not in (None, "", False)} for entry in written]


def free_key(text: str, used: Iterable[str]) -> str:
    """A short key made of a text, other than those that are used."""
    stem = slugify(text)[: KEY_LENGTH - 5].strip("-") or "x"
    taken, key, number = set(used), stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def _errors(kind: str, options: Mapping[str, Any]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if _is_above(options.get("min"), options.get("max")):
        errors["max"] = [_("The highest number must not be below the lowest.")]
    if _is_above(options.get("least"), options.get("most")):
        errors["most"] = [_("The most must not be below the least.")]
    if _is_above(dates.read(options.get("earliest") or ""), dates.read(options.get("latest") or "")):
        errors["latest"] = [_("The last day must not be before the first.")]
    if kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        errors |= _choice_errors(options)
    if kind == QuestionKind.TEAM and not options.get("columns"):
        errors["columns"] = [_("Write at least one column.")]
    errors |= _range_errors(kind, options)
    if not set(options.get("types", ())) <= set(files.TYPES):
        errors["types"] = [_("Choose among the kinds of files.")]
    if options.get("accepts", companies.EITHER) not in {companies.SIREN, companies.SIRET, companies.EITHER}:
        errors["accepts"] = [_("Choose a SIREN, a SIRET or either.")]
    return errors


def _is_above(low: Any, high: Any) -> bool:
    return low is not None and high is not None and low > high


def _choice_errors(options: Mapping[str, Any]) -> dict[str, list[str]]:
    choices = options.get("choices", [])
    if len(choices) + bool(options.get(OTHER)) < FEWEST_CHOICES:
        return {"choices": [_("Write at least two answers to choose from.")]}
    words = [one["fr"] for one in choices]
    if len(set(words)) < len(words):
        return {"choices": [_("Two answers have the same words.")]}
    return {}


def _range_errors(kind: str, options: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is outside of what parvis can do."""
    ranges = {
        "limit": MOST_LIMIT,
        "megabytes": files.MOST_MEGABYTES,
        "most": {QuestionKind.FILES: files.MOST_FILES, QuestionKind.TEAM: team.MOST_ROWS}.get(QuestionKind(kind), 100),
    }
    errors = {
        name: [_("A number from 1 to %(most)d is expected.") % {"most": most}]
        for name, most in ranges.items()
        if name in options and not 1 <= options[name] <= most
    }
    if options.get("unit", texts.CHARACTERS) not in {texts.CHARACTERS, texts.WORDS}:
        errors["unit"] = [_("Choose characters or words.")]
    return errors
