"""Queries as people type them, made from generated organisations."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.organisations import organisation
from parvis.engine.text.fold import fold
from parvis.engine.text.vocabulary import STOP_WORDS

COMMON = (
    "hopital",
    "clinique",
    "centre",
    "centre hospitalier",
    "laboratoire",
    "institut",
    "université",
    "recherche",
    "sante",
    "paris",
    "institut de recherche",
    "laboratoire paris",
    "centre de recherche lyon",
    "université de paris",
    "research institute",
    "hopital saint",
    "unité de recherche",
    "cnrs",
    "inserm paris",
    "environnement",
)
"""What every directory is asked, and what finds most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: what kind of query it is, its text, the facets that are chosen."""

    kind: str
    text: str
    filters: dict[str, list[str]] = field(default_factory=dict)


def queries(size: int, count: int, seed: int = 7) -> Iterator[Asked]:
    """Queries in equal parts: whole names, some words, beginnings, misspellings, acronyms, numbers, common words."""
    rng = random.Random(seed)
    makers = (
        _whole,
        _some_words,
        _with_city,
        _beginning,
        _misspelt,
        _acronym,
        _number,
        _common,
        _common_filtered,
        _browse,
    )
    for place in range(count):
        yield makers[place % len(makers)](rng, size)


def _any(rng: random.Random, size: int) -> tuple[str, str, str, str]:
    """Name, acronym, SIREN and city of some organisation."""
    one = organisation(rng.randint(1, size))
    acronym = one.acronyms[0] if one.acronyms else one.title.split()[0]
    return one.title, acronym, one.identifiers[0], one.keywords[0] if one.keywords else "paris"


def _typed(text: str) -> str:
    return fold(text)


def _content(text: str) -> list[str]:
    return [word for word in _typed(text).replace("'", " ").replace("-", " ").split() if word not in STOP_WORDS] or [
        "centre"
    ]


def _whole(rng: random.Random, size: int) -> Asked:
    return Asked("whole name", _typed(_any(rng, size)[0]))


def _some_words(rng: random.Random, size: int) -> Asked:
    content = _content(_any(rng, size)[0])
    return Asked("two words", " ".join(rng.sample(content, min(2, len(content)))))


def _with_city(rng: random.Random, size: int) -> Asked:
    name, _acronym, _siren, city = _any(rng, size)
    return Asked("word and city", f"{rng.choice(_content(name))} {_typed(city)}")


def _beginning(rng: random.Random, size: int) -> Asked:
    text = _typed(_any(rng, size)[0])
    return Asked("beginning", text[: rng.randint(1, max(2, min(len(text), 15)))])


def _misspelt(rng: random.Random, size: int) -> Asked:
    content = _content(_any(rng, size)[0])[:4]
    word = max(content, key=len)
    at = rng.randrange(len(word))
    wrong = word[:at] + rng.choice(("", word[at] * 2, rng.choice("aeinrst"))) + word[at + 1 :]
    return Asked("misspelt", " ".join(wrong if other == word else other for other in content))


def _acronym(rng: random.Random, size: int) -> Asked:
    return Asked("acronym", _any(rng, size)[1].lower())


def _number(rng: random.Random, size: int) -> Asked:
    siren = _any(rng, size)[2]
    return Asked("number", f"{siren[:3]} {siren[3:6]} {siren[6:]}")


def _common(rng: random.Random, _size: int) -> Asked:
    return Asked("common words", rng.choice(COMMON))


def _common_filtered(rng: random.Random, _size: int) -> Asked:
    return Asked("common words, filtered", rng.choice(COMMON), {"kind": [rng.choice(("lab", "hospital"))]})


def _browse(rng: random.Random, _size: int) -> Asked:
    kind = rng.choice(("lab", "hospital", "startup", "company"))
    return Asked(
        "no words, filtered", "", rng.choice(({}, {"kind": [kind]}, {"source": ["ror"], "status": ["active"]}))
    )
