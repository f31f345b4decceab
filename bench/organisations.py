"""Any number of invented organisations after the shape of the real ones, from a seed.

Each one takes the build of a real record of the open data (how many words, which frequent ones, how many further
names, which parents, which place). Its frequent words stay, since they are what makes a search slow; its rare words
become other rare words, drawn by their frequency, or new ones that are spelt like French: so the vocabulary grows with
the number of organisations as it does in a real register.

    python -m bench.organisations --count 1000 --seed 1 > organisations.csv
"""

import argparse
import csv
import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from parvis.base.search.documents import SearchDocument
from parvis.engine.text.tokens import normal, tokenise, words

DATA = Path(__file__).resolve().parents[1] / "src" / "parvis" / "demo" / "data"
FREQUENT = 20
"""Words of so many real records stay as they are."""

NEW_WORDS = 0.25
"""How many of the rare words are new ones."""

VOWELS = "aeiou"

THEMES = ("ai", "devices", "data", "organisation")


@dataclass(frozen=True, slots=True)
class Shape:
    """One real record."""

    name: str
    kind: str
    source: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    city: str = ""
    department: str = ""
    region: str = ""
    parents: tuple[str, ...] = ()
    label: str = ""
    body: str = ""


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _split(text: str, by: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(by) if part.strip())


@cache
def shapes() -> tuple[Shape, ...]:
    """The real records."""
    return (*_from_ror(), *_from_rnsr(), *_from_hospitals(), *_from_ilab())


def _from_ror() -> Iterator[Shape]:
    rows = list(_rows("ror_fr.csv.gz"))
    called = {row["ror"]: row["acronyms"].split("|")[0] or row["name"] for row in rows}
    for row in rows:
        yield Shape(
            name=row["name"],
            kind=row["types"].split("|")[0],
            source="ror",
            names=_split(row["aliases"]),
            acronyms=_split(row["acronyms"]),
            city=row["city"],
            region=row["region"],
            parents=tuple(called[parent] for parent in _split(row["parents"]) if parent in called),
        )


def _from_rnsr() -> Iterator[Shape]:
    for row in _rows("rnsr_structures.csv.gz"):
        yield Shape(
            name=row["libelle"],
            kind="lab",
            source="rnsr",
            acronyms=_split(row["sigle"]),
            city=row["commune"].split(" CEDEX")[0],
            department=row["code_postal"][:2],
            parents=_split(row["sigles_des_tutelles"], ";"),
            label=row["label_numero"].split(";")[0].strip(),
        )


def _from_hospitals() -> Iterator[Shape]:
    for row in _rows("hospitals_sae2023.csv.gz"):
        names, place = _split(row["name_2"]), (row["city"], row["department"], row["region"])
        yield Shape(row["name"], "hospital", "hospitals", names, (), *place)


def _from_ilab() -> Iterator[Shape]:
    for row in _rows("ilab_laureates.csv.gz"):
        if row["company"]:
            yield Shape(row["company"], "startup", "ilab", region=row["region"], body=row["summary"])


@cache
def frequencies() -> Counter[str]:
    """In how many real records each word stands in a name."""
    found: Counter[str] = Counter()
    for shape in shapes():
        found.update({word for text in (shape.name, *shape.names) for word in words(text)})
    return found


@cache
def _rare() -> tuple[list[str], list[int]]:
    """The rare words, and their frequencies added up."""
    rare = sorted(
        word for word, count in frequencies().items() if count < FREQUENT and word.isalpha() and len(word) > 2
    )
    return rare, list(accumulate(frequencies()[word] for word in rare))


@cache
def _following() -> dict[str, str]:
    """After two letters, the letters that follow in real words, as often as they do."""
    found: dict[str, list[str]] = {}
    for word in _rare()[0]:
        padded = f"  {word} "
        for at in range(len(padded) - 2):
            found.setdefault(padded[at : at + 2], []).append(padded[at + 2])
    return {pair: "".join(letters) for pair, letters in found.items()}


@cache
def new_word(rank: int) -> str:
    """An invented word of five to fifteen letters; low ranks are drawn often."""
    rng = random.Random(f"word {rank}")
    word = "  "
    while len(word) < 17:
        letter = rng.choice(_following().get(word[-2:], VOWELS))
        if letter != " ":
            word += letter
        elif len(word) >= 7:
            break
        else:
            word += rng.choice(VOWELS)
    return word.strip()


def _rare_word(rng: random.Random) -> str:
    if rng.random() < NEW_WORDS:
        return new_word(int(20 * rng.paretovariate(0.55)) % 5_000_000)
    rare, added = _rare()
    return rng.choices(rare, cum_weights=added)[0]


@cache
def _rare_places(text: str) -> tuple[tuple[str, int, int], ...]:
    """The rare words of a text, each with where it stands."""
    return tuple(
        (token.word, token.start, token.end)
        for token in tokenise(text)
        if token.word.isalpha() and len(token.word) >= 3 and frequencies()[token.word] < FREQUENT
    )


def _renamed(text: str, rng: random.Random, given: dict[str, str]) -> str:
    """The text with its rare words replaced, each by the same one throughout a record."""
    text = normal(text)
    pieces, position = [], 0
    for rare, start, end in _rare_places(text):
        word = given.setdefault(rare, _rare_word(rng))
        written = text[start:end]
        shown = word.upper() if written.isupper() else word.capitalize() if written[0].isupper() else word
        pieces += [text[position:start], shown]
        position = end
    return "".join(pieces) + text[position:]


def _acronym(name: str) -> str:
    return "".join(word[0] for word in words(name) if len(word) > 2)[:6].upper()


def _siren(rng: random.Random) -> str:
    """Nine digits of which the last one checks the others (Luhn)."""
    first = [rng.randint(0, 9) for _ in range(8)]
    added = sum(sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(first))
    return "".join(map(str, [*first, -added % 10]))


def organisation(key: int, seed: int = 1) -> SearchDocument:
    """The organisation with this number; the same for the same seed, whatever else is generated."""
    rng = random.Random(f"{seed} {key}")
    shape = rng.choice(shapes())
    place = shape if shape.city else rng.choice(shapes())
    given: dict[str, str] = {}
    name = _renamed(shape.name, rng, given)
    siren = _siren(rng)
    return SearchDocument(
        key=key,
        title=name,
        names=tuple(_renamed(text, rng, given) for text in shape.names),
        acronyms=(_acronym(name),) if shape.acronyms and len(words(name)) > 2 else (),
        labels=(f"{shape.label.split(' ')[0]} {rng.randint(100, 9999)}",) if shape.label else (),
        identifiers=(siren, f"{siren}{rng.randint(0, 99_999):05}"),
        keywords=tuple(text for text in (place.city, place.region, *shape.parents) if text),
        body=_renamed(shape.body, rng, given)[:400],
        facets={
            "kind": (shape.kind,),
            "theme": tuple(theme for theme in THEMES if rng.random() < 0.12),
            "region": (place.region,) if place.region else (),
            "department": (place.department,) if place.department else (),
            "source": (shape.source,) if rng.random() < 0.8 else tuple(sorted({shape.source, "ror"})),
            "status": ("active" if rng.random() < 0.9 else "closed",),
        },
        weight=round(rng.betavariate(1.2, 8), 4),
        is_active=rng.random() < 0.95,
    )


def main() -> None:
    """Write organisations as CSV."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    writer = csv.writer(sys.stdout)
    writer.writerow(["id", "name", "aliases", "acronyms", "city", "siren"])
    for key in range(1, options.count + 1):
        one = organisation(key, options.seed)
        city = one.keywords[0] if one.keywords else ""
        writer.writerow([key, one.title, "|".join(one.names), "|".join(one.acronyms), city, one.identifiers[0]])


if __name__ == "__main__":
    main()
