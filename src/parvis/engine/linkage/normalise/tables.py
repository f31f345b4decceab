"""The tables beside this module: plain text, `#` for comments, read once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("tables")


def rows(name: str) -> Iterator[list[str]]:
    """The columns of each line of a table, comments and empty lines left out."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def canonical_words() -> dict[str, str]:
    """Word to the word that stands for it; to nothing when it says nothing."""
    found = {variant: kept for kept, variants in rows("words.tsv") for variant in variants.split()}
    return found | {word: "" for (line,) in rows("dropped.tsv") for word in line.split()}


@cache
def phrases() -> dict[str, str]:
    """Phrase, in canonical words, to its short form."""
    words = canonical_words()
    found: dict[str, str] = {}
    for short, phrase in rows("phrases.tsv"):
        key = " ".join(kept for word in phrase.split() if (kept := words.get(word, word)))
        found.setdefault(key, short)
    return found


@cache
def word_counts() -> tuple[int, dict[str, int]]:
    """How many names of French organisations were counted, and how many of them hold each canonical word."""
    (_none, total), *counts = rows("counts.tsv")
    return int(total), {word: int(count) for word, count in counts}


@cache
def prefixes() -> tuple[str, ...]:
    """Beginnings of words that are also written apart."""
    return tuple(word for (line,) in rows("prefixes.tsv") for word in line.split())


@cache
def generic_words() -> frozenset[str]:
    """Canonical words that name a kind of organisation."""
    return frozenset(word for (line,) in rows("generic.tsv") for word in line.split())


@cache
def part_words() -> frozenset[str]:
    """Canonical words by which a part of an organisation is named."""
    return frozenset(word for (line,) in rows("parts.tsv") for word in line.split())


@cache
def institutions() -> frozenset[str]:
    """Canonical words that name a national institution by themselves."""
    return frozenset(dict(rows("parents.tsv"))["institutions"].split())


@cache
def region_names() -> tuple[str, ...]:
    """Folded names of regions, those of several words first."""
    return tuple(name for (name,) in rows("regions.tsv"))
