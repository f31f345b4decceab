"""Reasons as sentences in both languages."""

import pytest
from django.utils import translation

from parvis.domain.matchmaking import wording
from parvis.engine.recommend import Reason

FACTS = {
    wording.OFFER: ("offre « IRM »", "offers “IRM”"),
    wording.NEED: ("cherche « IRM »", "looks for “IRM”"),
    wording.ALIKE: ("cherche quelque chose de semblable : « IRM »", "looks for something alike: “IRM”"),
    wording.INTEREST: ("a dit vouloir répondre à cet appel", "has said that it would answer this call"),
    wording.THEME: ("travaille sur le thème « IRM »", "works on the theme “IRM”"),
    wording.TERRITORY: (
        "se trouve dans la région où l’on cherche : IRM",
        "is in the region where it is looked for: IRM",
    ),
    wording.EXPERT: ("dit de son activité : « IRM »", "says of what it does: “IRM”"),
    wording.CLOSE: ("ce qu’elle dit est proche de ce qui est cherché", "what it says is close to what is looked for"),
}


def plain(text):
    """Without the spaces that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("kind", FACTS)
def test_facts_are_told_in_both_languages(kind):
    told = wording.Fact(kind, 1.0, "IRM").told()
    assert (plain(told["fr"]), told["en"]) == FACTS[kind]


def test_names_may_differ_by_language():
    told = wording.Fact(wording.THEME, 0.5, "Cœur", "Heart").told()
    assert (plain(told["fr"]), told["en"]) == ("travaille sur le thème « Cœur »", "works on the theme “Heart”")


def test_a_kind_is_told_by_its_name():
    told = wording.Fact(wording.FITTING, 0.5, "hospital").told()
    assert told["en"] == "is of the kind that this asks for: hospital or clinic"
    assert "hôpital" in told["fr"]


def test_reasons_of_the_engine_are_told_with_kinds_by_their_names():
    reasons = [Reason("kinds", 0.4, names=("startup", "hospital")), Reason("active", -0.2, 3)]
    (told,) = wording.told_by_engine(reasons)
    assert told["en"] == "“start-up” and “hospital or clinic” often work together"
    assert "travaillent souvent ensemble" in told["fr"]


def test_the_reader_sees_their_language_and_the_first_three():
    rows = [{"fr": f"raison {number}", "en": f"reason {number}"} for number in range(4)]
    assert wording.sentences(rows) == ["reason 0", "reason 1", "reason 2"]
    with translation.override("fr"):
        assert wording.sentences(rows, 1) == ["raison 0"]
