"""Torn texts become readable, and nothing else changes in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.domain.needs.tidying import HEADINGS, mended, tidy_line, tidy_text

WHOLE = "L’été à Šibenik – “œuvre” … 10 €, β-bloquant"


def torn(text):
    """The text as it looks when its UTF-8 was read as Windows-1252; bytes without a letter stand for themselves."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) if byte > 127 else chr(byte)
        for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize("text", [WHOLE, "“ends”", "à la carte", "plain words"])
def test_torn_letters_are_mended(text):
    assert mended(torn(text)) == text


@pytest.mark.parametrize("text", [WHOLE, "Ângela Â", "Tromsø Ãrø", "â€", "10 â", "naïve"])
def test_whole_letters_stay(text):
    assert mended(text) == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))))
def test_mending_gives_back_what_was_torn(text):
    letters = "".join(letter for letter in text if ord(letter) < 128)
    assert mended(letters) == letters
    assert tidy_line(tidy_line(text)) == tidy_line(tidy_line(tidy_line(text)))


def test_line_loses_what_nobody_sees():
    assert tidy_line(" A\u200b  well\u2011known\n\u00adthing ") == "A well-known thing"


def test_headings_stand_on_lines_of_their_own():
    text = (
        "Expected Impact:Expected Impact The actions fund trials.Expected Outcome:BackgroundDigital health. Scope:Scope"
    )
    assert tidy_text(text).split("\n\n") == [
        "Expected Impact",
        "The actions fund trials.",
        "Expected Outcome",
        "Background",
        "Digital health.",
        "Scope",
    ]


def test_words_that_are_no_headings_stay_in_their_sentence():
    text = "The scope: small. In Scope we trust, and the Objective is ours."
    assert tidy_text(text) == text
    assert "Scope" in HEADINGS


def test_sentences_and_points_that_run_together_are_parted():
    text = (
        "outcomes:The EU leads.Research funders align;Labs share • data (FAIR)[1].Care for caregiversResearchers read."
    )
    assert tidy_text(text).split("\n\n") == [
        "outcomes:",
        "The EU leads.",
        "Research funders align;",
        "Labs share",
        "data (FAIR)[1].",
        "Care for caregivers",
        "Researchers read.",
    ]


def test_points_that_begin_small_are_parted_too():
    assert tidy_text("outcomes:better care;less cost").split("\n\n") == ["outcomes:", "better care;", "less cost"]


@pytest.mark.parametrize(
    "word", ["eHealth", "UNCAN.eu", "iAge", "PubMed", "https://example.eu/A", "eu:x", "10;20", "v1.2", "groupId"]
)
def test_words_with_capitals_inside_stay(word):
    assert tidy_text(f"We use {word} here.") == f"We use {word} here."


def test_empty_fields_go():
    assert tidy_text("Care.nullThe end.null") == "Care.\n\nThe end."
    assert tidy_text("A null result.") == "A null result."
    assert tidy_text("") == ""
