"""Which documents a query is about: all its words first, then what it may have meant."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.base.search import ranking
from parvis.base.search.parsing import Asked, Parsed
from parvis.base.search.postings import Numbers
from parvis.base.search.ranking import Scores, Slot
from parvis.base.search.selectors import words
from parvis.base.search.selectors.snapshot import Snapshot
from parvis.base.search.selectors.words import Alternative
from parvis.base.search.terms import PREFIX, WORD

FEW = 3
"""With so few results or less, misspellings are considered too."""

NEAR_THE_BEST = 0.8
"""Where no document has all words, those are found whose words weigh so much as those of the best."""


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers that match with their scores, and how the query had to be read for that."""

    numbers: Numbers
    scores: Scores
    words: tuple[tuple[str, ...], ...] = ()
    """For each word of the query, the words of the index that stand for it."""
    beginnings: frozenset[str] = frozenset()
    has_numbers: bool = False
    """Whether the query as a whole is the number of something that was found."""
    corrected: str = ""
    left_out: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the query: what each word may stand for, and what that finds."""

    asked: tuple[Asked, ...]
    options: tuple[list[Alternative], ...]
    slots: tuple[Slot, ...]
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Whole:
    """What the query names or numbers as a whole, and what that adds to each score."""

    numbers: Numbers
    added: Scores
    has_numbers: bool


def matching(state: Snapshot, parsed: Parsed) -> Found:
    """Everything that the query matches.

    First all its words. When that finds next to nothing, words may also be misspelt or unfinished; when that finds
    nothing, what has most of them.
    """
    whole = _whole(state, parsed)
    reading = _read(state, parsed.asked, words.alternatives(state.generation, parsed.asked))
    if len(whole.numbers) and not len(reading.numbers):
        return _found(state, reading, whole)
    corrected = ""
    suggestions: tuple[str, ...] = ()
    if len(reading.numbers) <= FEW:
        wider = _wider(state, reading)
        if len(wider.numbers) > len(reading.numbers):
            if len(reading.numbers) == 0:
                corrected = _rewritten(wider)
            elif other := _rewritten(wider):
                suggestions = (other,)
        if not len(reading.numbers):
            reading = wider
    left_out: tuple[str, ...] = ()
    if not len(reading.numbers) and len(reading.asked) > 1:
        before = reading
        reading = _partial(state, reading)
        left_out = tuple(one.written for one in before.asked if one not in reading.asked)
        corrected = _rewritten(reading) if len(reading.numbers) else ""
    return _found(state, reading, whole, corrected=corrected, left_out=left_out, suggestions=suggestions)


def _whole(state: Snapshot, parsed: Parsed) -> Whole:
    lists = state.postings([term for term in (parsed.exact, parsed.identifier) if term])
    empty = np.zeros(0, np.int64), np.zeros(0, np.uint8)
    named, marks = lists.get(parsed.exact or b"", empty)
    numbered, _marks = lists.get(parsed.identifier or b"", empty)
    both = np.union1d(named, numbered)
    added = np.zeros(len(both), np.float32)
    added[np.searchsorted(both, named)] += ranking.whole_name()[marks]
    added[np.searchsorted(both, numbered)] += np.float32(ranking.IDENTIFIER)
    return Whole(both, added, has_numbers=bool(len(numbered)))


def _read(state: Snapshot, asked: tuple[Asked, ...], options: Sequence[list[Alternative]]) -> Reading:
    lists = state.postings({term for some in options for one in some for term in one.terms})
    slots = []
    for some in options:
        parts = []
        for one in some:
            pieces = [ranking.single(*lists[term], one.factor) for term in one.terms]
            parts.append(pieces[0] if len(pieces) == 1 else ranking.both(pieces, state.size))
        slots.append(ranking.union(parts, state.size))
    numbers = ranking.common([slot.numbers for slot in slots]) if slots else np.zeros(0, np.int64)
    return Reading(asked, tuple(options), tuple(slots), numbers)


def _wider(state: Snapshot, reading: Reading) -> Reading:
    """The same words, each perhaps misspelt or not typed to its end."""
    options = []
    for one, some, slot in zip(reading.asked, reading.options, reading.slots, strict=True):
        wider = list(some)
        if not one.is_open and len(one.word) >= 3:
            wider += words.beginnings(state.generation, one.word)
        if not len(slot.numbers) or len(slot.numbers) * 2_000 < state.size or not len(reading.numbers):
            wider += words.corrections(state.generation, one.word)
        options.append(wider)
    return _read(state, reading.asked, options)


def _partial(state: Snapshot, reading: Reading) -> Reading:
    """What has the words that say most, as no document has them all; without the words that its best lacks."""
    weights = [ranking.rarity(len(slot.numbers), state.size) for slot in reading.slots]
    sums = np.zeros(state.size, np.float32)
    for slot, weight in zip(reading.slots, weights, strict=True):
        sums[slot.numbers] += slot.quality * np.float32(weight)
    best = int(np.argmax(sums)) if state.size else 0
    if not state.size or not sums[best]:
        return reading
    numbers = np.flatnonzero(sums >= NEAR_THE_BEST * sums[best])
    kept = [place for place, slot in enumerate(reading.slots) if ranking.has(slot.numbers, best)]
    return Reading(
        tuple(reading.asked[place] for place in kept),
        tuple(reading.options[place] for place in kept),
        tuple(reading.slots[place] for place in kept),
        numbers,
    )


def _rewritten(reading: Reading) -> str:
    """The query with the misspelt words written as in the index; empty when none was misspelt."""
    written, changed = [], False
    for one, some, slot in zip(reading.asked, reading.options, reading.slots, strict=True):
        corrected = next((other.corrected for other in some if other.corrected), "")
        itself = any(not other.corrected and other.factor >= words.SAME_STEM for other in some[:1]) and _direct(slot)
        if corrected and not itself:
            written.append(corrected)
            changed = True
        else:
            written.append(one.written)
    return " ".join(written) if changed else ""


def _direct(slot: Slot) -> bool:
    """Whether some document has the word as it was typed."""
    return bool(len(slot.quality)) and float(slot.quality.max()) > words.BEGINS


def _found(
    state: Snapshot,
    reading: Reading,
    whole: Whole,
    *,
    corrected: str = "",
    left_out: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Found:
    numbers = np.union1d(reading.numbers, whole.numbers) if len(whole.numbers) else reading.numbers
    scores = ranking.scores(numbers, reading.slots, state.title_words, state.size)
    scores[np.searchsorted(numbers, whole.numbers)] += whole.added
    scores += np.float32(ranking.IMPORTANCE) * state.weights[numbers]
    scores += np.float32(ranking.INACTIVE) * (state.active[numbers] == 0)
    standing = tuple(
        tuple(dict.fromkeys(term[1:].decode() for other in some for term in other.terms if term.startswith(WORD)))
        for some in reading.options
    )
    return Found(numbers, scores, standing, _beginnings(reading), whole.has_numbers, corrected, left_out, suggestions)


def _beginnings(reading: Reading) -> frozenset[str]:
    terms = (term for some in reading.options for other in some for term in other.terms)
    return frozenset(term[1:].decode() for term in terms if term.startswith(PREFIX))
