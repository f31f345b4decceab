"""The index follows what it is about."""

import random

import pytest

from parvis.base.search.enums import Order
from parvis.base.search.models import Document, Generation, Posting, Segment, Word
from parvis.base.search.selectors.query import Query, search
from parvis.base.search.services import indexing

WORDS = ["centre", "hospitalier", "universite", "institut", "paris", "lille", "lyon", "curie", "sante", "chu"]


def contents():
    """Everything that an index holds, whatever the numbers of its documents."""
    live = Generation.objects.get(index="shelf", is_live=True)
    keys = dict(Document.objects.filter(generation=live.pk).values_list("number", "key"))
    postings = {}
    for row in Posting.objects.filter(generation=live.pk):
        data = bytes(row.data)
        count = len(data) // 3
        numbers = [int.from_bytes(data[2 * i : 2 * i + 2], "little") + 65536 * row.chunk for i in range(count)]
        postings[bytes(row.term)] = sorted(zip([keys[n] for n in numbers], data[2 * count :], strict=True))
    words = {bytes(w.word): w.documents for w in Word.objects.filter(generation=live.pk)}
    return postings, words


def random_document(shelf, rng, key):
    title = " ".join(rng.sample(WORDS, rng.randint(1, 4)))
    return shelf.put(
        key,
        title,
        acronyms=(title[:3].upper(),),
        facets={"kind": (rng.choice("abc"),), "theme": tuple(rng.sample("xyz", rng.randint(0, 2)))},
        weight=rng.random(),
    )


@pytest.mark.parametrize("together", [1, 150])
def test_changes_leave_the_index_as_a_rebuild_would(shelf, together):
    rng = random.Random(7)  # noqa: S311 -- not for secrets
    for key in range(1, 120):
        random_document(shelf, rng, key)
    shelf.index()
    touched = rng.sample(range(1, 240), 150)
    for key in touched:
        if rng.random() < 0.3:
            shelf.pop(key, None)
        else:
            random_document(shelf, rng, key)
    for start in range(0, len(touched), together):
        indexing.index("shelf", touched[start : start + together])
    changed = contents()
    orders = [search("shelf", Query(text, order=Order.NAME, limit=500)).keys for text in ("", "paris")]
    counts = search("shelf", Query(facets=("kind", "theme"))).facets
    indexing.rebuild("shelf")
    titles = [[shelf[key].title for key in keys] for keys in orders]
    rebuilt = [search("shelf", Query(text, order=Order.NAME, limit=500)).keys for text in ("", "paris")]
    assert contents() == changed
    assert titles == [[shelf[key].title for key in keys] for keys in rebuilt]
    assert search("shelf", Query(facets=("kind", "theme"))).facets == counts


def test_rebuild_leaves_nothing_of_the_former_build(shelf):
    shelf.put(1, "Institut Curie")
    shelf.index()
    indexing.rebuild("shelf")
    live = Generation.objects.get(index="shelf")
    for model in (Document, Posting, Segment, Word):
        assert set(model.objects.values_list("generation", flat=True)) == {live.pk}


def test_removed_document_is_not_found(shelf):
    shelf.put(1, "Institut Curie")
    shelf.put(2, "Institut Pasteur")
    shelf.index()
    indexing.remove("shelf", [1])
    assert search("shelf", Query("institut")).keys == (2,)
    assert search("shelf", Query("curie")).total == 0


def test_renamed_document_is_found_by_its_new_name_only(shelf):
    shelf.put(1, "Institut Curie")
    shelf.put(2, "Institut Pasteur")
    shelf.index()
    assert search("shelf", Query("curie")).total == 1
    shelf.put(1, "Institut Necker")
    shelf.index(1)
    assert search("shelf", Query("necker")).keys == (1,)
    assert 1 not in search("shelf", Query("curie")).keys
