"""Names brought to canonical words, many at a time.

"Centre Hospitalier Universitaire de Saint-Étienne" and "C.H.U. St Etienne" both become "chu saint etienne". Many names
are joined by line ends and treated as one text, since what a regular expression does is fast and starting it is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from parvis.engine.linkage.normalise.tables import canonical_words, phrases, prefixes

CHUNK = 20_000
"""Names that are joined at a time: bounds the memory."""

_LOST_APOSTROPHE = re.compile(r"\b([dl])(?=[A-ZÀ-Ý])")
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b\ufeff]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "&": " et "})
_DOTTED = re.compile(r"(?<![a-z0-9.])((?:[a-z]\.){1,}[a-z])(?![a-z])\.?")
_SIGNS = re.compile(r"[^a-z0-9\n]+")
_SPACED = re.compile(r"(?<![a-z0-9])[a-z](?: [a-z]){2,}(?![a-z0-9])")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_ROMAN |= {"xiii": "13", "i": "1"}
_VOWELS = frozenset("aeiouyh")


def fold_all(names: Iterable[str]) -> list[str]:
    """Each name in lower case, without accents and signs, its words separated by one space.

    Initials are joined: "C.H.U." and "C N R S" give chu and cnrs. An apostrophe that was lost is seen where a capital
    shows it: "dInformatique" gives "d informatique".
    """
    folded: list[str] = []
    pending = [name.replace("\n", " ").replace("\r", " ") for name in names]
    for start in range(0, len(pending), CHUNK):
        folded += _fold("\n".join(pending[start : start + CHUNK])).split("\n")
    return folded


def _fold(text: str) -> str:
    text = _LOST_APOSTROPHE.sub(r"\1 ", text).lower()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)))
    text = _DOTTED.sub(lambda found: found[1].replace(".", ""), text.replace("&", " et "))
    text = _SIGNS.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n").strip(" ")
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    return _prefix_pattern().sub(r"\1", text)


def canonical_all(folded: Sequence[str], known: Mapping[str, int] | None = None) -> list[str]:
    """Each folded name in canonical words: equivalents, both languages and abbreviations brought together, empty words
    and legal forms left out, long phrases as their short form.

    A name that would lose all of its words keeps them. `known` says how often a reference has each folded word: with
    it "linformatique" and "dintegration" lose the article whose apostrophe was lost.
    """
    table: dict[str, str] = {**canonical_words(), **_ROMAN}
    if known:
        table |= _articles_lost(folded, known, table)
    kept = [" ".join([word for raw in name.split() if (word := table.get(raw, raw))]) for name in folded]
    pattern, short = _phrase_pattern(), phrases()
    found: list[str] = []
    for start in range(0, len(kept), CHUNK):
        text = "\n".join(kept[start : start + CHUNK])
        found += pattern.sub(lambda match: short[match[0]], text).split("\n")
    return [after or before for after, before in zip(found, folded, strict=True)]


def canonical(name: str) -> str:
    """One name in canonical words."""
    return canonical_all(fold_all([name]))[0]


def words_of(folded: Iterable[str]) -> Counter[str]:
    """How often each folded word stands in these names."""
    return Counter(word for name in folded for word in name.split())


def _articles_lost(folded: Sequence[str], known: Mapping[str, int], table: Mapping[str, str]) -> dict[str, str]:
    """Words that the reference has more often without their first letter, an elided article."""
    found = {}
    for word in words_of(folded):
        bare = word[1:]
        if word[0] in "dl" and bare[:1] in _VOWELS and known.get(bare, 0) > known.get(word, 0):
            found[word] = table.get(bare, bare)
    return found


@cache
def _prefix_pattern() -> re.Pattern[str]:
    """A beginning that stands apart from its word."""
    return re.compile(rf"\b({'|'.join(prefixes())}) (?=[a-z]{{4,}})")


@cache
def _phrase_pattern() -> re.Pattern[str]:
    """All phrases as one expression that shares their beginnings; the longest is found first."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for phrase in phrases():
        branch = tree
        for word in phrase.split():
            branch = branch.setdefault(word, {})
        branch[""] = {}
    return re.compile(rf"\b(?:{_alternatives(tree)})\b")


def _alternatives(tree: dict[str, dict]) -> str:  # type: ignore[type-arg]
    parts = []
    for word in sorted(tree, key=lambda word: (-len(word), word)):
        branch = tree[word]
        if not word:
            continue
        rest = _alternatives(branch)
        ends = "" in branch
        if not rest:
            parts.append(word)
        elif ends:
            parts.append(f"{word}(?: (?:{rest}))?")
        else:
            parts.append(f"{word} (?:{rest})")
    return "|".join(parts)
