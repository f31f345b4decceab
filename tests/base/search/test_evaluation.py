"""What lists of postings find together."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.base.search import marks, postings
from parvis.base.search.postings import encode
from parvis.base.search.selectors import evaluation
from parvis.base.search.selectors.evaluation import Slot, evaluate, sums
from parvis.base.search.selectors.query import top
from parvis.base.search.selectors.words import Alternative

CHUNK = 8
SIZE = 20
LIST = st.dictionaries(st.integers(0, SIZE + 3), st.sampled_from([marks.TITLE, marks.BODY, marks.ACRONYM]))
OPTIONS = st.lists(st.tuples(st.lists(LIST, min_size=1, max_size=2), st.sampled_from([0.5, 1.0])), max_size=4)


def stored(held):
    """A list as chunks of CHUNK documents."""
    chunks = {}
    for number in sorted(held):
        chunks.setdefault(number // CHUNK, []).append(number)
    return {
        chunk: encode([number % CHUNK for number in some], [held[number] for number in some])
        for chunk, some in chunks.items()
    }


def slot_of(options):
    lists, alternatives = {}, []
    for pieces, factor in options:
        terms = tuple(b"%d" % (len(lists) + place) for place in range(len(pieces)))
        lists |= {term: stored(piece) for term, piece in zip(terms, pieces, strict=True)}
        alternatives.append(Alternative(terms, factor))
    return Slot(alternatives, lists)


def expected(options):
    """Quality and marks by number."""
    found = {}
    for pieces, factor in options:
        for number in range(SIZE):
            if all(number in piece for piece in pieces):
                quality = min(factor * marks.quality(piece[number]) for piece in pieces)
                before = found.get(number, (0.0, 0))
                together = before[1]
                for piece in pieces:
                    together |= piece[number]
                found[number] = (max(quality, before[0]), together)
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slots=st.lists(OPTIONS, min_size=1, max_size=3), also=st.sets(st.integers(0, SIZE - 1)), short=st.integers(0, 30)
)
def test_evaluation_finds_what_all_slots_have(monkeypatch, slots, also, short):
    monkeypatch.setattr(postings, "CHUNK", CHUNK)
    monkeypatch.setattr(evaluation, "SHORT", short)
    wanted = [expected(options) for options in slots]
    common = set.intersection(*(set(one) for one in wanted))
    made = [slot_of(options) for options in slots]
    result = evaluate(made, SIZE, np.array(sorted(also), np.int64))
    assert result.frequencies == [len(one) for one in wanted]
    best = [max((quality for quality, _ in one.values()), default=0) for one in wanted]
    assert np.allclose([slot.best(SIZE) for slot in made], best)
    assert result.count == len(common)
    numbers = [number for matched in result.matched for number in matched.numbers.tolist()]
    assert numbers == sorted(common | also)
    for place, one in enumerate(wanted):
        quality = np.concatenate([matched.found[place][0] for matched in result.matched] or [np.zeros(0)])
        held = np.concatenate([matched.found[place][1] for matched in result.matched] or [np.zeros(0)])
        assert np.allclose(quality, [one.get(number, (0, 0))[0] for number in numbers])
        assert held.tolist() == [one.get(number, (0, 0))[1] for number in numbers]


def test_sums_weigh_the_slots_that_a_document_has(monkeypatch):
    monkeypatch.setattr(postings, "CHUNK", CHUNK)
    first, second = slot_of([([{1: marks.TITLE, 17: marks.TITLE}], 1.0)]), slot_of([([{17: marks.TITLE}], 0.5)])
    total = sums([first, second], [2.0, 3.0], SIZE)
    assert {number: float(total[number]) for number in np.flatnonzero(total)} == {1: 2.0, 17: 3.5}


@given(values=st.lists(st.sampled_from([0.0, 0.5, 1.0])), count=st.integers(1, 12), ranks=st.permutations(range(30)))
def test_top_is_the_beginning_of_the_whole_order(values, count, ranks):
    numbers = np.arange(len(values)) + 3
    column = np.array([0, 0, 0, *ranks, *range(30, 60)], np.float64)
    array = np.array(values, np.float32)
    by_number = sorted(numbers.tolist(), key=lambda number: (-values[number - 3], number))
    by_rank = sorted(numbers.tolist(), key=lambda number: (-values[number - 3], column[number], number))
    assert top(numbers, array, count).tolist() == by_number[:count]
    if len(values) <= 30:
        assert top(numbers, array, count, then=column).tolist() == by_rank[:count]
