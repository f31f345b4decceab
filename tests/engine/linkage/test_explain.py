"""Reasons are sentences in both languages."""

import pytest

from parvis.engine.linkage import Linker, Reason, Record, compare
from parvis.engine.linkage.compare.features import FEATURES
from parvis.engine.linkage.explain import KINDS, SENTENCES, explain, sentences, summary
from parvis.engine.linkage.fit import RIVAL_SIGNS
from parvis.engine.linkage.normalise.families import FAMILIES, family_names
from parvis.engine.linkage.reasons import SPEAKS, is_said
from parvis.engine.linkage.scoring import ODDS


@pytest.mark.parametrize("language", SENTENCES)
def test_every_feature_can_be_said(language):
    assert set(SENTENCES[language]) == {*FEATURES, *RIVAL_SIGNS, "identifiers"} - {ODDS}


@pytest.mark.parametrize("function", FEATURES.values())
def test_every_feature_says_what_it_compares(function):
    assert function.__doc__


@pytest.mark.parametrize(
    ("weight", "language", "expected"),
    [
        (1.0, "en", "both are in Lyon"),
        (-1.0, "en", "the cities differ: Dijon, Lyon"),
        (1.0, "fr", "les deux sont à Lyon"),
        (-1.0, "fr", "les villes diffèrent\u00a0: Dijon, Lyon"),
    ],
)
def test_a_reason_as_a_sentence(weight, language, expected):
    assert explain(Reason("same_city", weight, "Dijon", "Lyon"), language) == expected


def test_summary_says_first_what_speaks_for_it_and_leaves_out_what_is_slight():
    reasons = (
        Reason("same_city", -2.0, "Dijon", "Lyon"),
        Reason("numbers", 0.1, "", ""),
        Reason("gap", 1.0, "", ""),
    )
    assert summary(reasons) == "it fits better than any other; the cities differ: Dijon, Lyon"
    assert summary(reasons, "fr").startswith("il convient mieux que tout autre\u00a0; les villes diffèrent")


def test_a_reason_of_another_version_is_left_out():
    assert sentences([Reason("forgotten", 3.0), Reason("gap", 1.0)]) == ["it fits better than any other"]


@pytest.fixture(scope="module")
def link():
    linker = Linker([Record("iemn", "IEMN", aliases=("UMR 8520",), city="Lille"), Record("cnrs", "CNRS", city="Paris")])
    (found,) = linker.link([Record("1", "IEMN, UMR CNRS 8520", city="Lille")], best=True)
    return found


def test_reasons_of_a_link_show_what_was_compared(link):
    shown = {reason.feature: (reason.left, reason.right) for reason in link.reasons}
    assert shown["same_label"] == ("UMR 8520", "UMR 8520")
    assert shown["same_city"] == ("Lille", "Lille")
    assert shown["same_department"] == ("59", "59")
    assert all(explain(reason, language) for reason in link.reasons for language in SENTENCES)


def test_what_is_not_known_is_no_reason(link):
    features = {reason.feature for reason in link.reasons}
    assert features.isdisjoint({"parents_named", "same_family", "special_service"})


@pytest.mark.parametrize("feature", FEATURES)
def test_each_feature_says_of_which_values_its_sentences_are_true(feature):
    assert feature in SPEAKS or feature == "evidence"


@pytest.mark.parametrize(
    ("feature", "weight", "value", "expected"),
    [
        ("same_city", 1.0, 1.0, True),
        ("same_city", 1.0, 0.0, False),
        ("same_city", -1.0, 0.0, True),
        ("same_city", -1.0, float("nan"), False),
        ("homonyms", 1.0, 1.0, True),
        ("homonyms", 1.0, 2.0, False),
        ("evidence", 1.0, 3.0, True),
        ("evidence", 1.0, float("nan"), False),
    ],
)
def test_a_sentence_is_said_when_the_value_bears_it_out(feature, weight, value, expected):
    assert is_said(feature, weight, value) is expected


def test_identifiers_that_decide_are_shown_as_they_were_written():
    left = Record("1", "Foo", identifiers=(("ror", "https://ror.org/0abc"), ("ror", "0xyz"), ("siren", "1")))
    same = compare(left, Record("2", "Bar", identifiers=(("ror", "0ABC"), ("siren", "2"))))
    assert explain(same.reasons[0]) == "ROR https://ror.org/0abc is the same on both sides"
    other = compare(left, Record("2", "Bar", identifiers=(("siren", "2"),)))
    assert explain(other.reasons[0], "fr") == "SIREN 1 et SIREN 2 se contredisent"


def test_kinds_of_hospitals_are_named_in_both_languages():
    assert set(KINDS) == set(FAMILIES)
    reason = Reason("same_family", -1.0, "university hospital", "day hospital, clinic")
    assert explain(reason, "fr").endswith("hôpital universitaire, hôpital de jour, clinique")
    assert family_names(0b11) == ("university hospital", "general hospital")


def test_kinds_and_parents_of_a_pair_are_shown():
    linker = Linker([Record("1", "Hôpital de jour de Lille", city="Lille", parents=("CHU de Lille",))])
    (link,) = linker.link([Record("2", "CHU de Lille, hôpital de jour, clinique", city="Lille")], threshold=0.0)
    assert all(explain(reason, language) for reason in link.reasons for language in SENTENCES)
