"""The best matches looked at one by one: their order by their names, and why each was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from parvis.base.search import terms
from parvis.base.search.documents import SearchDocument, names_in
from parvis.base.search.models import Document
from parvis.base.search.parsing import Parsed
from parvis.base.search.postings import Numbers
from parvis.base.search.selectors.matching import Found
from parvis.base.search.selectors.snapshot import Snapshot
from parvis.engine.text import vocabulary
from parvis.engine.text.tokens import words

RERANKED = 50
"""So many of the best are compared with the query by their names."""

RESEMBLANCE = 0.5
"""What a name that reads like the whole query adds to a score."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its score, and the further name, number or keyword through which it was found."""

    key: int
    score: float
    other_name: str = ""
    number: str = ""
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Numbers in their final order, with the scores and the contents of those that were looked at."""

    numbers: Numbers
    scores: dict[int, float]
    contents: dict[int, str]


def _contents(state: Snapshot, numbers: Iterable[int]) -> dict[int, str]:
    rows = Document.objects.filter(generation=state.generation, number__in=list(numbers))
    return dict(rows.values_list("number", "content"))


def reranked(state: Snapshot, parsed: Parsed, found: Found, numbers: Numbers) -> Ordered:
    """The numbers in the order of their scores and of how much their names read like the query."""
    listed = numbers.tolist()
    contents = _contents(state, listed)
    scores = dict(zip(listed, found.scores[np.searchsorted(found.numbers, numbers)].tolist(), strict=True))
    asked = " ".join(one.word for one in parsed.asked)
    final = {
        number: scores[number] + RESEMBLANCE * resemblance(asked, names_in(contents[number]))
        if number in contents
        else 0.0
        for number in listed
    }
    order = sorted(listed, key=lambda number: (-final[number], number))
    return Ordered(np.array(order, np.int64), final, contents)


def explained(state: Snapshot, parsed: Parsed, found: Found, numbers: Numbers, ordered: Ordered) -> tuple[Hit, ...]:
    """Why each of these was found; documents that were not looked at yet are read in one query."""
    listed = numbers.tolist()
    missing = [number for number in listed if number not in ordered.contents]
    contents = ordered.contents | (_contents(state, missing) if missing else {})
    scores = found.scores[np.searchsorted(found.numbers, numbers)].tolist()
    return tuple(
        _hit(SearchDocument.from_json(contents[number]), ordered.scores.get(number, score), parsed, found)
        if number in contents
        else Hit(state.keys_of(np.array([number]))[0], score)
        for number, score in zip(listed, scores, strict=True)
    )


def resemblance(asked: str, names: Iterable[str]) -> float:
    """How much the name that is nearest to the query reads like it, from 0 to 1."""
    return max(fuzz.ratio(asked, _comparable(name)) for name in names) / 100


@lru_cache(maxsize=20_000)
def _comparable(name: str) -> str:
    """A name as queries are compared with it: folded, without small words."""
    return " ".join(vocabulary.content(words(name)))


def _hit(document: SearchDocument, score: float, parsed: Parsed, found: Found) -> Hit:
    """What to say about why it was found: nothing when its title says it."""
    numbered = (*document.identifiers, *document.labels) if found.has_numbers else ()
    number = next((text for text in numbered if terms.identifier_term(text) == parsed.identifier), "")
    wanted = [set(standing) for standing in found.words]
    title = set(words(document.title))
    missing = [some for some in wanted if some.isdisjoint(title)]
    if not missing or number:
        return Hit(document.key, score, number=number)
    counted = [(_held(missing, name), name) for name in (*document.acronyms, *document.names, *document.labels)]
    most, other = max(counted, key=lambda pair: pair[0], default=(0, ""))
    if most:
        held = set(words(other))
        missing = [some for some in missing if some.isdisjoint(held)]
    keyword = next((text for text in document.keywords if missing and _held(missing, text)), "")
    return Hit(document.key, score, other_name=other if most else "", keyword=keyword)


def _held(wanted: list[set[str]], text: str) -> int:
    held = set(words(text))
    return sum(not some.isdisjoint(held) for some in wanted)
