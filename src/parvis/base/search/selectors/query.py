"""Find documents: the words of a query, filters, facets with exact counts, an order, a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from parvis.base.search.enums import Order
from parvis.base.search.facets import Selection
from parvis.base.search.parsing import Parsed, parse
from parvis.base.search.postings import Numbers
from parvis.base.search.selectors import best, matching
from parvis.base.search.selectors.best import Hit
from parvis.base.search.selectors.snapshot import Snapshot, snapshot

Values = npt.NDArray[np.float32] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. `filters` maps a facet to the values of which one must hold; `facets` are those to count.

    Without text everything is found; the order by relevance is then that of importance.
    """

    text: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: Sequence[str] = ()
    limit: int = 20
    offset: int = 0
    order: str = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found.

    `total` and `facets` (facet → value → count, each without its own filter) are exact. `corrected` is the query as it
    was understood when words of it were taken for misspellings; `left_out` are words without which there was more to
    find; `suggestions` are other spellings that would find more.
    """

    keys: tuple[int, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    words: frozenset[str] = frozenset()
    """Words of the documents that stand for a word of the query; for highlighting."""
    beginnings: frozenset[str] = frozenset()
    """First letters that stand for the last word of the query."""
    corrected: str = ""
    left_out: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def search(index: str, query: Query) -> Page:
    """One page of the documents of an index; empty when the index was never built."""
    state = snapshot(index)
    if state is None:
        return Page()
    parsed = parse(query.text)
    if not parsed.asked and not parsed.exact:
        return _browse(state, query)
    found = matching.matching(state, parsed)
    selection = Selection(state.signatures, found.numbers, query.filters)
    ordered = _ordered(state, parsed, found, selection, query)
    page = ordered.numbers[query.offset : query.offset + query.limit]
    return Page(
        keys=tuple(state.keys_of(page)),
        total=selection.total,
        facets=selection.counts(query.facets),
        hits=best.explained(state, parsed, found, page, ordered),
        words=frozenset(word for standing in found.words for word in standing),
        beginnings=found.beginnings,
        corrected=found.corrected,
        left_out=found.left_out,
        suggestions=found.suggestions,
    )


def matching_keys(index: str, query: Query) -> list[int]:
    """The keys of everything that the query finds, in no order; for maps and totals."""
    state = snapshot(index)
    if state is None:
        return []
    parsed = parse(query.text)
    numbers = matching.matching(state, parsed).numbers if parsed.asked or parsed.exact else state.everything
    return state.keys_of(Selection(state.signatures, numbers, query.filters).numbers)


def ordered_keys(index: str, query: Query) -> list[int]:
    """The keys of a page in the order of `search`, without explanations: for exports, with a large limit."""
    state = snapshot(index)
    if state is None:
        return []
    parsed = parse(query.text)
    if not parsed.asked and not parsed.exact:
        return list(_browse(state, replace(query, facets=())).keys)
    found = matching.matching(state, parsed)
    selection = Selection(state.signatures, found.numbers, query.filters)
    ordered = _ordered(state, parsed, found, selection, query)
    return state.keys_of(ordered.numbers[query.offset : query.offset + query.limit])


def _browse(state: Snapshot, query: Query) -> Page:
    selection = Selection(state.signatures, state.everything, query.filters, state.histogram)
    numbers, columns, end = selection.numbers, state.columns, query.offset + query.limit
    if query.order == Order.NAME:
        ordered = top(numbers, -columns.ranks[numbers], end)
    else:
        ordered = top(numbers, columns.importance[numbers], end, then=columns.ranks)
    page = ordered[query.offset :]
    keys = tuple(state.keys_of(page))
    return Page(
        keys=keys,
        total=selection.total,
        facets=selection.counts(query.facets),
        hits=tuple(Hit(key, 0.0) for key in keys),
    )


def _ordered(
    state: Snapshot, parsed: Parsed, found: matching.Found, selection: Selection, query: Query
) -> best.Ordered:
    """The numbers up to the end of the page in their order."""
    numbers, end = selection.numbers, query.offset + query.limit
    if query.order in {Order.NAME, Order.IMPORTANCE}:
        values = -state.columns.ranks[numbers] if query.order == Order.NAME else state.columns.importance[numbers]
        return best.Ordered(top(numbers, values, end), {}, {})
    first = top(numbers, found.scores[selection.kept], max(end, best.RERANKED))
    head = best.reranked(state, parsed, found, first[: best.RERANKED])
    return replace(head, numbers=np.concatenate([head.numbers, first[best.RERANKED : end]]))


def top(numbers: Numbers, values: Values, count: int, then: Values | None = None) -> Numbers:
    """The `count` best of these ascending numbers, best first.

    Equal ones come in the order of the column `then` (lowest first), then of their numbers: pages never overlap.
    """
    if count < len(numbers):
        threshold = np.partition(values, len(values) - count)[len(values) - count]
        better, equal = np.flatnonzero(values > threshold), np.flatnonzero(values == threshold)
        missing = count - len(better)
        if then is None:
            equal = equal[:missing]
        elif missing < len(equal):
            tied = then[numbers[equal]]
            equal = equal[tied <= np.partition(tied, missing - 1)[missing - 1]]
        kept = np.concatenate([better, equal])
        numbers, values = numbers[kept], values[kept]
    keys = (numbers, -values) if then is None else (numbers, then[numbers], -values)
    return numbers[np.lexsort(keys)][:count]
