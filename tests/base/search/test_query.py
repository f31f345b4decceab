"""What a query finds, in which order, with which counts."""

import pytest

from parvis.base.search.enums import Order
from parvis.base.search.selectors.query import Query, matching_keys, search
from tests.support.queries import count_queries

HOSPITALS = [
    (1, "Institut Curie", {"names": ("Institute Curie",), "keywords": ("Paris",), "identifiers": ("784257164",)}),
    (2, "Centre Hospitalier Universitaire de Besançon", {"names": ("CHU Jean Minjoz",), "keywords": ("Besançon",)}),
    (3, "Hôpital Européen Georges-Pompidou", {"acronyms": ("HEGP",), "keywords": ("Paris",)}),
    (4, "LIMICS", {"labels": ("UMR_S 1142", "U 1142"), "keywords": ("Inserm", "Paris")}),
    (5, "Université Paris Sciences et Lettres", {"acronyms": ("PSL",), "keywords": ("Paris",), "weight": 0.8}),
    (6, "Musée Curie", {"names": ("Musée de l'institut du radium",), "keywords": ("Paris",)}),
    (7, "Assistance publique – Hôpitaux de Paris", {"acronyms": ("AP-HP",), "keywords": ("Paris",), "weight": 0.7}),
    (8, "Université Paris Cité", {"keywords": ("Paris",), "weight": 0.8}),
    (9, "PSL Innovation", {"body": "valorisation"}),
]


@pytest.fixture
def hospitals(shelf):
    for key, title, fields in HOSPITALS:
        kind = "university" if "Univ" in title and "Centre" not in title else "hospital"
        themes = ("ai", "data") if key % 2 else ("data",)
        shelf.put(key, title, facets={"kind": (kind,), "theme": themes}, **fields)
    shelf.index()
    return shelf


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("institut curie", 1),
        ("institu curie", 1),
        ("CURIE institut", 1),
        ("784 257 164", 1),
        ("chu besancon", 2),
        ("besancon chu", 2),
        ("centre hospitalier besnacon", 2),
        ("hopital  georges pompidou", 3),
        ("hopital pompidu", 3),
        ("hegp", 3),
        ("h.e.g.p.", 3),
        ("inserm u1142", 4),
        ("umr-s 1142", 4),
        ("u 1142", 4),
        ("psl", 5),
        ("university paris sciences", 5),
        ("aphp", 7),
        ("ap-hp", 7),
        ("universite paris cite", 8),
        ("valorisation", 9),
    ],
)
def test_first_result_is_the_one_meant(hospitals, text, key):
    assert search("shelf", Query(text)).keys[0] == key


def test_index_that_was_never_built_holds_nothing(shelf):
    assert search("shelf", Query("curie")).total == 0
    assert matching_keys("shelf", Query("curie")) == []


def test_facet_counts_leave_their_own_filter_aside(hospitals):
    page = search("shelf", Query("paris", filters={"kind": ["university"]}, facets=("kind", "theme")))
    assert page.facets == {"kind": {"university": 2, "hospital": 5}, "theme": {"data": 2, "ai": 1}}
    assert (page.total, sorted(page.keys)) == (2, [5, 8])


def test_values_of_a_facet_are_alternatives(hospitals):
    found = matching_keys("shelf", Query(filters={"kind": ["university", "hospital"], "theme": ["ai"]}))
    assert sorted(found) == [1, 3, 5, 7, 9]


def test_browsing_lists_everything_by_importance_or_name(hospitals):
    assert search("shelf", Query(limit=3)).keys == (8, 5, 7)
    assert search("shelf", Query(limit=3, order=Order.NAME)).keys == (7, 2, 3)
    assert search("shelf", Query(limit=2, offset=2, order=Order.NAME)).keys == (3, 1)
    assert search("shelf", Query("paris", limit=2, order=Order.NAME)).keys == (7, 3)
    assert search("shelf", Query("paris", limit=2, order=Order.IMPORTANCE)).keys == (5, 8)


def test_pages_follow_each_other_without_overlap(hospitals):
    pages = [search("shelf", Query("paris", limit=2, offset=offset)).keys for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert len({key for page in pages for key in page}) == 7


def test_misspelt_word_is_corrected_and_said(hospitals):
    page = search("shelf", Query("georges pompidoo"))
    assert (page.corrected, page.keys) == ("georges pompidou", (3,))


def test_words_that_find_nothing_are_left_out_and_said(hospitals):
    page = search("shelf", Query("curie xylophone"))
    assert page.left_out == ("xylophone",)
    assert sorted(page.keys) == [1, 6]


def test_nothing_is_found_for_nonsense(hospitals):
    page = search("shelf", Query("qqqqqq"))
    assert (page.total, page.hits, page.corrected) == (0, (), "")


def test_open_last_word_is_a_beginning_and_a_closed_one_is_not(hospitals):
    assert search("shelf", Query("besan")).total == 1
    assert sorted(search("shelf", Query("mus")).keys) == [6]
    assert sorted(search("shelf", Query("hop europ")).keys) == [3]
    assert search("shelf", Query("besan ")).corrected == ""


def test_hit_says_through_what_it_was_found(hospitals):
    assert search("shelf", Query("hegp")).hits[0].other_name == "HEGP"
    assert search("shelf", Query("784257164")).hits[0].number == "784257164"
    assert search("shelf", Query("curie paris")).hits[0].keyword == "Paris"
    assert search("shelf", Query("institut curie")).hits[0].other_name == ""


def test_queries_do_not_grow_with_the_results(hospitals):
    search("shelf", Query("paris"))
    assert count_queries(lambda: search("shelf", Query("paris", facets=("kind",)))) <= 5
    assert count_queries(lambda: search("shelf", Query("georges paris", facets=("kind",)))) <= 9
