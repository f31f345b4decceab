"""Words have numbers, whatever their endings and mistakes."""

from parvis.engine.linkage.vocabulary import Vocabulary


def test_endings_share_a_number():
    words = Vocabulary()
    assert words.word("hopital") == words.word("hopital")
    assert words.word("technologies") == words.word("technologie")
    assert words.word("chimie") != words.word("physique")


def test_a_misspelt_word_gets_the_number_of_the_known_one():
    base = Vocabulary()
    number = base.word("microelectronique")
    other = Vocabulary(base)
    assert other.word("microelectroniqe") == number
    assert other.word("oncologie") >= len(base)
    assert len(base) == 1


def test_short_words_are_no_mistakes_of_one_another():
    base = Vocabulary()
    base.word("lmd")
    assert base.nearest("lma") == -1


def test_a_word_that_french_organisations_use_is_no_mistake():
    base = Vocabulary()
    base.word("ageps")
    assert base.nearest("agees") == -1
    assert base.nearest("agesp") == base.word("ageps")


def test_values_are_kept_apart_from_words():
    base = Vocabulary()
    key = base.key("city:lyon")
    assert (base.key("city:lyon"), Vocabulary(base).key("city:lyon"), base.find("lyon")) == (key, key, -1)


def test_completions():
    words = Vocabulary()
    for word in ("pasteur", "pastel", "curie"):
        words.word(word)
    assert sorted(words.completions("Past")) == ["pastel", "pasteur"]
    assert words.completions("curie") == words.completions("") == words.completions("x") == []
