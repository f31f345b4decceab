"""Names as people write them come together."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.engine.text import vocabulary
from parvis.engine.text.distance import allowed_distance, nearest
from parvis.engine.text.fold import fold, fold_word
from parvis.engine.text.highlight import marked
from parvis.engine.text.stems import stem
from parvis.engine.text.tokens import normal, tokenise, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hôpital d’Œuvre", "hopital d’oeuvre"),
        ("Hôpital".encode().decode(), "hopital"),
        ("Ho\u0302pital", "hopital"),
        ("Łódź STRASSE ß", "lodz strasse ss"),
        ("ﬁnances", "finances"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_fold_makes_one_spelling(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CHU de Besançon", ["chu", "de", "besancon"]),
        ("l'hôpital d’Ulm", ["l", "hopital", "d", "ulm"]),
        ("C.H.U. de Lille", ["chu", "de", "lille"]),
        ("C N R S Paris", ["cnrs", "paris"]),
        ("p.s.l.", ["psl"]),
        ("UMR 8520", ["umr8520"]),
        ("UMR_S 1142", ["umrs1142"]),
        ("UMR-S n° 1142", ["umrs1142"]),
        ("U 1142 ; U1142 ; INSERM U.1142", ["u1142", "u1142", "inserm", "u1142"]),
        ("unité U 12", ["unite", "u12"]),
        ("784 257 164", ["784257164"]),
        ("784 257 164 00012", ["78425716400012"]),
        ("784.257.164", ["784257164"]),
        ("Paris 13 - Sorbonne", ["paris", "13", "sorbonne"]),
        ("AP-HP", ["aphp"]),
        ("ap-hp", ["aphp"]),
        ("Saint-Jean", ["saint", "jean"]),
        ("Aix-en-Provence", ["aix", "en", "provence"]),
        ("", []),
        ("—·—", []),
    ],
)
def test_words_of_institutions(text, expected):
    assert words(text) == expected


def test_joined_words_keep_their_parts():
    assert [token.parts for token in tokenise("AP-HP UMR 8520 Paris")] == [("ap", "hp"), ("umr", "8520"), ()]


@given(st.text(max_size=80))
@example("U 1142 784 257 164 A.P.-H.P. É\u0301")
def test_tokens_stand_in_the_text_in_order_and_fold_to_themselves(text):
    composed, end = normal(text), 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(composed)
        assert token.word
        assert token.word == fold_word(token.word)
        end = token.end


@given(st.text(max_size=80))
def test_words_are_the_same_in_capitals_and_without_composition(text):
    simple = "".join(character for character in text if character.upper().lower() == character.lower())
    assert words(simple) == words(normal(simple))


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_fold_is_stable(word):
    assert fold_word(fold_word(word)) == fold_word(word)


@given(st.text(max_size=60), st.sets(st.sampled_from(["chu", "de", "a", "paris"])))
def test_marked_pieces_make_up_the_text(text, wanted):
    assert "".join(piece for piece, _hit in marked(text, wanted, {"lil"})) == normal(text)


def test_marked_says_what_was_looked_for():
    assert marked("CHU de Lille", {"chu"}, {"li"}) == [("CHU", True), (" de ", False), ("Lille", True)]
    assert marked("CHU de Lille", {"chu"}) == [("CHU", True), (" de Lille", False)]


@pytest.mark.parametrize(
    "family",
    [
        ("hopital", "hopitaux"),
        ("universite", "universites", "university", "universities"),
        ("recherche", "recherches"),
        ("national", "nationale", "nationaux"),
        ("cardiologie", "cardiologique", "cardiology"),
        ("laboratoire", "laboratoires"),
        ("laboratory", "laboratories"),
    ],
)
def test_endings_have_one_stem(family):
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["chu", "cnrs", "umr8520", "u1142"])
def test_short_words_and_labels_are_their_own_stem(word):
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("centre hospitalier universitaire de besancon", {"chu", "ch"}),
        ("chu de besancon", {"centre", "hospitalier", "universitaire"}),
        ("hop saint jacques", {"hopital", "st"}),
        ("university of bordeaux", {"universite"}),
    ],
)
def test_abbreviations_and_what_they_stand_for_find_each_other(text, found):
    assert found <= vocabulary.expansions(tuple(text.split()))


def test_expansions_never_repeat_what_is_there():
    assert "centre" not in vocabulary.expansions(("chu", "centre"))


def test_content_drops_small_words_unless_there_is_nothing_else():
    assert vocabulary.content(["universite", "de", "la", "reunion"]) == ["universite", "reunion"]
    assert vocabulary.content(["de", "la"]) == ["de", "la"]


@pytest.mark.parametrize(
    ("word", "distance"), [("chu", 0), ("u1142", 0), ("lille", 1), ("besancon", 2), ("hospitaliere", 3)]
)
def test_long_words_forgive_more(word, distance):
    assert allowed_distance(word) == distance


def test_nearest_words_come_first():
    found = nearest("besnacon", ["besancon", "beaucoup", "besacon", "paris", "besnacon"])
    assert [(near.word, near.distance) for near in found] == [("besacon", 1), ("besancon", 1)]


@given(st.text("abcde", min_size=4, max_size=12), st.lists(st.text("abcde", min_size=2, max_size=12), max_size=20))
def test_nearest_keeps_its_limit(word, candidates):
    found = nearest(word, candidates)
    assert all(near.word in candidates and 0 < near.distance <= allowed_distance(word) for near in found)
    assert [near.distance for near in found] == sorted(near.distance for near in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UMR, 8520", ["umr", "8520"]),
        ("UMR 8520 000", ["umr8520", "000"]),
        ("100, 200, 300", ["100", "200", "300"]),
        ("784 257, 164 000 123", ["784", "257", "164000123"]),
    ],
)
def test_numbers_that_do_not_belong_together_stay_apart(text, expected):
    assert words(text) == expected


def test_nothing_is_near_to_a_word_in_which_no_mistake_is_forgiven():
    assert nearest("chu", ["chru", "cnu"]) == []
    assert nearest("u1142", ["u1143"]) == []
