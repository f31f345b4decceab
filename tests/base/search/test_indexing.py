"""The index follows what it is about."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from parvis.base.search import columns, postings
from parvis.base.search.enums import Order
from parvis.base.search.models import Document, Generation, Posting, Segment, Word
from parvis.base.search.selectors.drift import drift
from parvis.base.search.selectors.query import Query, search
from parvis.base.search.services import building, indexing, rows
from parvis.base.search.services import columns as written_columns
from parvis.base.search.services.columns import Combinations
from parvis.core.errors import Conflict
from tests.support.meanwhile import meanwhile

WORDS = ["centre", "hospitalier", "universite", "institut", "paris", "lille", "lyon", "curie", "sante", "chu"]


def contents():
    """Everything that an index holds, whatever the numbers of its documents."""
    live = Generation.objects.get(index="shelf", is_live=True)
    keys = dict(Document.objects.filter(generation=live.pk).values_list("number", "key"))
    lists = {}
    for row in Posting.objects.filter(generation=live.pk):
        data = bytes(row.data)
        count = len(data) // 3
        numbers = [int.from_bytes(data[2 * i : 2 * i + 2], "little") + postings.CHUNK * row.chunk for i in range(count)]
        held = zip([keys[n] for n in numbers], data[2 * count :], strict=True)
        lists[bytes(row.term)] = sorted([*lists.get(bytes(row.term), []), *held])
    words = {bytes(w.word): w.documents for w in Word.objects.filter(generation=live.pk)}
    return lists, words


def random_document(shelf, rng, key):
    title = " ".join(rng.sample(WORDS, rng.randint(1, 4)))
    return shelf.put(
        key,
        title,
        acronyms=(title[:3].upper(),),
        facets={"kind": (rng.choice("abc"),), "theme": tuple(rng.sample("xyz", rng.randint(0, 2)))},
        weight=rng.random(),
    )


@pytest.fixture
def small_pieces(monkeypatch):
    """Chunks and segments of a few documents, so that an index has several."""
    monkeypatch.setattr(postings, "CHUNK", 32)
    for module in (columns, building, written_columns):
        monkeypatch.setattr(module, "SEGMENT", 16)


@pytest.mark.parametrize("together", [1, 150])
@pytest.mark.usefixtures("small_pieces")
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


@pytest.mark.parametrize("together", [1, 20])
def test_names_find_their_place_however_close_they_stand(shelf, together):
    shelf.put(1, "a")
    shelf.put(2, "c")
    shelf.index()
    for start in range(3, 63, together):
        keys = range(start, start + together)
        for key in keys:
            shelf.put(key, "b" * (key - 2))
        shelf.index(*keys)
    assert search("shelf", Query(order=Order.NAME, limit=100)).keys == (1, *range(3, 63), 2)
    shelf.put(63, "")
    shelf.put(64, "d")
    shelf.index(63, 64)
    assert search("shelf", Query(order=Order.NAME, limit=100)).keys[::63] == (63, 64)


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


def test_drift_names_what_differs_and_repair_mends_it(shelf):
    for key in range(1, 5):
        shelf.put(key, f"Institut {key}")
    shelf.index()
    assert not drift("shelf")
    shelf.put(2, "Institut renommé")
    shelf.put(9, "Nouveau")
    del shelf[3]
    found = drift("shelf")
    assert (found.missing, found.superfluous, found.differing, found.is_stale) == ((9,), (3,), (2,), False)
    assert indexing.repair("shelf") == found
    assert not indexing.repair("shelf")
    assert search("shelf", Query("renomme")).keys == (2,)


def test_index_built_under_other_rules_is_built_again(shelf):
    shelf.put(1, "Institut Curie")
    shelf.index()
    Generation.objects.update(rules="of another version")
    assert drift("shelf").is_stale
    assert "shelf" in indexing.bring_up_to_date()
    assert not drift("shelf")
    assert indexing.bring_up_to_date() == []


def test_change_during_a_build_is_not_lost(shelf):
    for key in range(1, 4):
        shelf.put(key, f"Institut {key}")
    shelf.index()

    def change_meanwhile(done, total):
        shelf.put(2, "Renommé entre-temps")
        shelf.index(2)

    indexing.rebuild("shelf", change_meanwhile)
    assert search("shelf", Query("renomme")).keys == (2,)
    assert not drift("shelf")


def test_words_that_differ_only_beyond_their_sixtieth_letter_are_one(shelf):
    long = "anticonstitutionnellement" * 3
    shelf.put(1, f"{long}a")
    shelf.put(2, f"{long}b")
    shelf.index()
    assert sorted(search("shelf", Query(f"{long}a ")).keys) == [1, 2]


def test_rows_are_written_and_deleted_in_several_transactions(shelf, monkeypatch):
    monkeypatch.setattr(rows, "TOGETHER", 7)
    rng = random.Random(3)  # noqa: S311 -- not for secrets
    for key in range(1, 40):
        random_document(shelf, rng, key)
    shelf.index()
    before = contents()
    indexing.rebuild("shelf")
    assert contents() == before
    assert not drift("shelf")
    assert Posting.objects.count() == Posting.objects.filter(generation=Generation.objects.get().pk).count()


def test_build_gives_up_when_another_one_has_begun(shelf):
    shelf.put(1, "Institut Curie")
    shelf.index()

    def begin_another(done, total):
        building.forget_builds("shelf")

    with pytest.raises(Conflict):
        building.rebuild("shelf", begin_another)
    assert search("shelf", Query("curie")).keys == (1,)


def test_a_finished_build_gives_up_too_when_another_one_has_begun(shelf):
    shelf.put(1, "Institut Curie")
    shelf.index()
    with meanwhile(lambda: building.forget_builds("shelf"), before='UPDATE "search_generation" SET "is_live"'):  # noqa: SIM117
        with pytest.raises(Conflict):
            building.rebuild("shelf")
    assert search("shelf", Query("curie")).keys == (1,)


def test_a_change_while_a_build_is_put_in_use_goes_to_that_build(shelf):
    shelf.put(1, "Institut Curie")
    shelf.index()
    shelf.put(1, "Institut Pasteur")
    with meanwhile(lambda: building.rebuild("shelf"), before='UPDATE "search_generation" SET "stamp"'):
        indexing.index("shelf", [1])
    assert search("shelf", Query("pasteur")).keys == (1,)
    assert not drift("shelf")


def test_repair_builds_an_index_that_is_of_other_rules_or_was_never_built(shelf):
    shelf.put(1, "Institut Curie")
    assert indexing.repair("shelf").is_stale
    Generation.objects.filter(index="shelf").update(rules="of another version")
    assert indexing.repair("shelf").is_stale
    assert search("shelf", Query("curie")).keys == (1,)
    assert not drift("shelf")


def test_unknown_keys_are_no_error(shelf):
    indexing.remove("shelf", [7])
    shelf.put(1, "Institut Curie")
    shelf.index()
    indexing.index("shelf", [7])
    assert search("shelf", Query("")).keys == (1,)


def test_facet_with_too_many_combinations_is_refused():
    combinations = Combinations(("kind",), {"kind": [[], *([str(number)] for number in range(65_535))]})
    assert combinations.position("kind", ("0",)) == 1
    with pytest.raises(ValueError, match="combinations"):
        combinations.position("kind", ("new",))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time anyway")
def test_two_writers_at_once_lose_nothing(shelf):
    shelf.put(1, "Institut 1")
    shelf.index()
    for key in range(2, 42):
        shelf.put(key, f"Institut {key} paris")

    def write(keys):
        try:
            for key in keys:
                indexing.index("shelf", [key])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (range(2, 22), range(22, 42))))
    assert search("shelf", Query("paris")).total == 40
    assert not drift("shelf")
