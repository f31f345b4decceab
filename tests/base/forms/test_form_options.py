"""Settings of questions: what is kept, and what cannot be."""

import pytest

from parvis.base.forms.enums import QuestionKind as Kind
from parvis.base.forms.options import clean_options, free_key
from parvis.core.errors import InvalidInput

TWO = [{"fr": "Oui", "en": "Yes"}, {"fr": "Non"}]


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        (Kind.SHORT, {"limit": 9, "unit": "words", "max": 3}, {"limit": 9, "unit": "words"}),
        (Kind.LINK, {"limit": 9}, {}),
        (Kind.NUMBER, {"min": 0, "max": None, "unit_fr": ""}, {"min": 0}),
        (Kind.CHOICE, {"choices": [*TWO, {"fr": " "}], "other": False},
         {"choices": [{"fr": "Oui", "en": "Yes", "key": "oui"}, {"fr": "Non", "key": "non"}]}),
        (Kind.CHOICE,
         {"choices": [{"fr": "A", "key": "kept"}, {"fr": "B", "key": "kept"}, {"fr": "C", "key": "other"}]},
         {"choices": [{"fr": "A", "key": "kept"}, {"fr": "B", "key": "b"}, {"fr": "C", "key": "c"}]}),
        (Kind.CHOICES, {"choices": [{"fr": "Other"}], "other": True},
         {"choices": [{"fr": "Other", "key": "other-2"}], "other": True}),
        (Kind.TEAM, {"columns": [{"fr": "Nom", "kind": "text", "required": False}]},
         {"columns": [{"fr": "Nom", "kind": "text", "key": "nom"}]}),
        (Kind.DATE, {"earliest": "2026-01-01", "latest": "2026-01-01"},
         {"earliest": "2026-01-01", "latest": "2026-01-01"}),
        (Kind.FILES, {"types": ["pdf"], "most": 20, "megabytes": 50}, {"types": ["pdf"], "most": 20, "megabytes": 50}),
    ],
)  # fmt: skip
def test_a_kind_keeps_its_own_settings(kind, raw, kept):
    assert clean_options(kind, raw) == kept


@pytest.mark.parametrize(
    ("kind", "raw", "field"),
    [
        (Kind.SHORT, {"limit": 50_001}, "limit"),
        (Kind.SHORT, {"unit": "lines"}, "unit"),
        (Kind.NUMBER, {"min": 3, "max": 2}, "max"),
        (Kind.DATE, {"earliest": "2026-01-02", "latest": "2026-01-01"}, "latest"),
        (Kind.CHOICE, {"choices": TWO[:1]}, "choices"),
        (Kind.CHOICE, {"choices": [TWO[0], TWO[0]]}, "choices"),
        (Kind.CHOICES, {"choices": TWO, "least": 2, "most": 1}, "most"),
        (Kind.FILES, {"types": ["exe"]}, "types"),
        (Kind.FILES, {"most": 21}, "most"),
        (Kind.FILES, {"megabytes": 51}, "megabytes"),
        (Kind.TEAM, {}, "columns"),
        (Kind.TEAM, {"columns": [{"fr": "Nom"}], "most": 51}, "most"),
        (Kind.COMPANY, {"accepts": "vat"}, "accepts"),
    ],
)
def test_what_cannot_be_is_said_by_name(kind, raw, field):
    with pytest.raises(InvalidInput) as refused:
        clean_options(kind, raw)
    assert list(refused.value.fields) == [field]


def test_a_key_is_short_and_free():
    assert free_key("Été à Besançon ?", set()) == "ete-a-besancon"
    assert free_key("x" * 99, {"x" * 35}) == f"{'x' * 35}-2"
