"""Reasons are sentences in both languages."""

import pytest

from parvis.engine.linkage import Linker, Reason, Record
from parvis.engine.linkage.compare.features import FEATURES
from parvis.engine.linkage.explain import SENTENCES, explain, sentences, summary
from parvis.engine.linkage.reasons import SPEAKS, is_said
from parvis.engine.linkage.scoring import FIRST, GAP, LEAD


@pytest.mark.parametrize("language", SENTENCES)
def test_every_feature_can_be_said(language):
    assert set(SENTENCES[language]) == {*FEATURES, LEAD, GAP, FIRST, "identifiers"}


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
