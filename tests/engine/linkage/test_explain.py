"""Reasons are sentences in both languages."""

import pytest

from parvis.engine.linkage import Linker, Reason, Record
from parvis.engine.linkage.compare.features import FEATURES
from parvis.engine.linkage.explain import SENTENCES, explain, summary
from parvis.engine.linkage.scoring import GAP, LEAD


@pytest.mark.parametrize("language", SENTENCES)
def test_every_feature_can_be_said(language):
    assert set(SENTENCES[language]) == {*FEATURES, LEAD, GAP, "identifiers"}


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


def test_reasons_of_a_link_show_what_was_compared():
    linker = Linker([Record("iemn", "IEMN", aliases=("UMR 8520",), parents=("CNRS",), city="Lille")])
    (link,) = linker.link([Record("1", "IEMN, UMR CNRS 8520, CNRS", city="Lille")])
    shown = {reason.feature: (reason.left, reason.right) for reason in link.reasons}
    assert shown["same_label"] == ("UMR 8520", "UMR 8520")
    assert shown["same_city"] == ("Lille", "Lille")
    assert shown["parents_named"] == ("cnrs", "cnrs")
    assert shown["same_department"] == ("59", "59")
    assert all(explain(reason, language) for reason in link.reasons for language in SENTENCES)
