"""Which documents a query is about: all its words first, then what it may have meant."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.base.search import postings, ranking
from parvis.base.search.parsing import Asked, Parsed
from parvis.base.search.postings import Marks, Numbers
from parvis.base.search.ranking import Scores
from parvis.base.search.selectors import words
from parvis.base.search.selectors.evaluation import Evaluation, Slot, at, evaluate, sums
from parvis.base.search.selectors.lists import Chunks
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
    evaluated: Evaluation
    count: int
    """How many documents it finds."""

    def weights(self, size: int) -> list[float]:
        """The rarity of each word."""
        return [ranking.rarity(documents, size) for documents in self.evaluated.frequencies]


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
    options = words.alternatives(state.generation, parsed.asked)
    state.lists.of([*(term for term in (parsed.exact, parsed.identifier) if term), *_terms(options)])
    whole = _whole(state, parsed)
    reading = _read(state, parsed.asked, options, whole)
    if len(whole.numbers) and not reading.count:
        return _found(state, reading, whole)
    corrected = ""
    suggestions: tuple[str, ...] = ()
    if reading.count <= FEW:
        wider = _wider(state, reading, whole)
        if wider.count > reading.count:
            if reading.count == 0:
                corrected = _rewritten(state, wider)
            elif other := _rewritten(state, wider):
                suggestions = (other,)
        if not reading.count:
            reading = wider
    left_out: tuple[str, ...] = ()
    if not reading.count and len(reading.asked) > 1:
        before = reading
        reading = _partial(state, reading)
        left_out = tuple(one.written for one in before.asked if one not in reading.asked)
        corrected = _rewritten(state, reading) if reading.count else ""
    return _found(state, reading, whole, corrected=corrected, left_out=left_out, suggestions=suggestions)


def _terms(options: Sequence[list[Alternative]]) -> set[bytes]:
    return {term for some in options for one in some for term in one.terms}


def _whole(state: Snapshot, parsed: Parsed) -> Whole:
    lists = state.lists.of([term for term in (parsed.exact, parsed.identifier) if term])
    named, marks = _entire(lists.get(parsed.exact or b"", {}), state.size)
    numbered, _marks = _entire(lists.get(parsed.identifier or b"", {}), state.size)
    both = np.union1d(named, numbered)
    added = np.zeros(len(both), np.float32)
    added[np.searchsorted(both, named)] += ranking.whole_name()[marks]
    added[np.searchsorted(both, numbered)] += np.float32(ranking.IDENTIFIER)
    return Whole(both, added, has_numbers=bool(len(numbered)))


def _entire(chunks: Chunks, size: int) -> tuple[Numbers, Marks]:
    """A whole list, numbers in ascending order; without numbers that were given after this state was read."""
    numbers, marks = [np.zeros(0, np.int64)], [np.zeros(0, np.uint8)]
    for chunk in sorted(chunks):
        low, held = postings.decode([chunks[chunk]])
        numbers.append(low + chunk * postings.CHUNK)
        marks.append(held)
    every = np.concatenate(numbers)
    end = int(np.searchsorted(every, size))
    return every[:end], np.concatenate(marks)[:end]


def _read(state: Snapshot, asked: tuple[Asked, ...], options: Sequence[list[Alternative]], whole: Whole) -> Reading:
    lists = state.lists.of(_terms(options))
    slots = tuple(Slot(some, lists) for some in options)
    evaluated = evaluate(slots, state.size, also=whole.numbers)
    return Reading(asked, tuple(options), slots, evaluated, evaluated.count)


def _wider(state: Snapshot, reading: Reading, whole: Whole) -> Reading:
    """The same words, each perhaps misspelt or not typed to its end."""
    options = []
    for one, some, documents in zip(reading.asked, reading.options, reading.evaluated.frequencies, strict=True):
        wider = list(some)
        if not one.is_open and len(one.word) >= 3:
            wider += words.beginnings(state.generation, one.word)
        if documents * 2_000 < state.size or not reading.count:
            wider += words.corrections(state.generation, one.word)
        options.append(wider)
    return _read(state, reading.asked, options, whole)


def _partial(state: Snapshot, reading: Reading) -> Reading:
    """What has the words that say most, as no document has them all; without the words that its best lacks."""
    total = sums(reading.slots, reading.weights(state.size), state.size)
    best = int(np.argmax(total)) if state.size else 0
    if not state.size or not total[best]:
        return reading
    numbers = np.flatnonzero(total >= NEAR_THE_BEST * total[best])
    of_best = at(reading.slots, state.size, np.array([best]))[0].found
    kept = [place for place, (_quality, marks) in enumerate(of_best) if marks[0]]
    slots = tuple(reading.slots[place] for place in kept)
    evaluated = Evaluation(
        [reading.evaluated.frequencies[place] for place in kept],
        matched=at(slots, state.size, numbers),
    )
    return Reading(
        tuple(reading.asked[place] for place in kept),
        tuple(reading.options[place] for place in kept),
        slots,
        evaluated,
        len(numbers),
    )


def _rewritten(state: Snapshot, reading: Reading) -> str:
    """The query with the misspelt words written as in the index; empty when none was misspelt."""
    written, changed = [], False
    for one, some, slot in zip(reading.asked, reading.options, reading.slots, strict=True):
        corrected = next((other.corrected for other in some if other.corrected), "")
        itself = any(not other.corrected and other.factor >= words.SAME_STEM for other in some[:1])
        if corrected and not (itself and slot.best(state.size) > words.BEGINS):
            written.append(corrected)
            changed = True
        else:
            written.append(one.written)
    return " ".join(written) if changed else ""


def _found(
    state: Snapshot,
    reading: Reading,
    whole: Whole,
    *,
    corrected: str = "",
    left_out: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Found:
    numbers, scores = _scored(state, reading, whole)
    standing = tuple(
        tuple(dict.fromkeys(term[1:].decode() for other in some for term in other.terms if term.startswith(WORD)))
        for some in reading.options
    )
    return Found(numbers, scores, standing, _beginnings(reading), whole.has_numbers, corrected, left_out, suggestions)


def _scored(state: Snapshot, reading: Reading, whole: Whole) -> tuple[Numbers, Scores]:
    """The numbers of what was found, ascending, with their scores."""
    weights = reading.weights(state.size)
    numbers, scores = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    for matched in reading.evaluated.matched:
        numbers.append(matched.numbers)
        words_say = ranking.scores(matched.found, weights, state.columns.title_words[matched.numbers])
        scores.append(words_say + state.columns.standing[matched.numbers])
    every, total = np.concatenate(numbers), np.concatenate(scores)
    total[np.searchsorted(every, whole.numbers)] += whole.added
    return every, total


def _beginnings(reading: Reading) -> frozenset[str]:
    terms = (term for some in reading.options for other in some for term in other.terms)
    return frozenset(term[1:].decode() for term in terms if term.startswith(PREFIX))
