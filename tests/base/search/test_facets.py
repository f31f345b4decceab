"""Counting by signatures is counting."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.base.search import facets
from parvis.base.search.facets import Selection, Signatures

KINDS = [[], ["lab"], ["hospital"]]
THEMES = [[], ["ai"], ["data"], ["ai", "data"]]
COMBINATIONS = {"kind": KINDS, "theme": THEMES}
DOCUMENTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=40)
FILTERS = st.fixed_dictionaries(
    {"kind": st.lists(st.sampled_from(["lab", "hospital", "unknown"])), "theme": st.lists(st.sampled_from(["ai"]))}
)


def passes(document, filters, without=""):
    held = {"kind": KINDS[document[0]], "theme": THEMES[document[1]]}
    return all(facet == without or not values or set(values) & set(held[facet]) for facet, values in filters.items())


def counted(documents, filters, facet):
    counts = {}
    for document in documents:
        if passes(document, filters, without=facet):
            for value in KINDS[document[0]] if facet == "kind" else THEMES[document[1]]:
                counts[value] = counts.get(value, 0) + 1
    return counts


@pytest.mark.parametrize("widest", [0, facets.WIDEST])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=DOCUMENTS, filters=FILTERS, data=st.data())
def test_selection_counts_as_one_would_by_hand(monkeypatch, widest, documents, filters, data):
    monkeypatch.setattr(facets, "WIDEST", widest)
    columns = np.array(documents, np.uint16).reshape(-1, 2)
    signatures = Signatures({"kind": columns[:, 0], "theme": columns[:, 1]}, COMBINATIONS)
    found = data.draw(st.sets(st.integers(0, len(documents) - 1)) if documents else st.just(set()))
    some = [documents[number] for number in sorted(found)]
    selection = Selection(signatures, np.array(sorted(found), np.int64), filters)
    kept = [number for number in sorted(found) if passes(documents[number], filters)]
    assert selection.numbers.tolist() == kept
    assert selection.total == len(kept)
    assert selection.counts(("kind", "theme")) == {facet: counted(some, filters, facet) for facet in ("kind", "theme")}


def test_unknown_facet_filters_and_counts_nothing():
    signatures = Signatures({"kind": np.array([1, 2], np.uint16)}, {"kind": KINDS})
    selection = Selection(signatures, np.arange(2), {"colour": ["red"]})
    assert (selection.total, selection.counts(("colour",))) == (2, {})


def test_index_without_facets_has_one_signature():
    assert Signatures({}, {}).count == 1
