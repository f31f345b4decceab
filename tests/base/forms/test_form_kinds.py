"""What each kind of question takes, refuses to submit, and shows."""

import pytest
from django.utils import translation

from parvis.base.forms.enums import QuestionKind as Kind
from parvis.base.forms.kinds import KINDS, files, kind_of, texts
from parvis.base.forms.registry import Company, companies, company_of

CHOICES = {"choices": [{"key": "ai", "fr": "IA", "en": "AI"}, {"key": "data", "fr": "Données"}], "other": True}
CLOSED = {"choices": CHOICES["choices"]}
TEAM = {
    "columns": [
        {"key": "name", "fr": "Nom", "en": "Name", "required": True},
        {"key": "mail", "fr": "Courriel", "kind": "email"},
        {"key": "page", "fr": "Page", "kind": "link"},
        {"key": "share", "fr": "Part", "kind": "number"},
    ],
    "least": 1,
    "most": 2,
}
ACME = {"number": "732829320", "name": "Acme", "city": "Paris", "url": "/organisations/acme/"}


@pytest.fixture(autouse=True)
def _nobody_knows_companies(monkeypatch):
    monkeypatch.setattr(companies, "_items", {})


def test_every_kind_has_its_functions():
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("raw", [None, "", "  "])
def test_nothing_typed_is_no_answer(kind, raw):
    assert kind_of(kind).take({}, raw) is None


@pytest.mark.parametrize(
    ("kind", "options", "raw", "value"),
    [
        (Kind.SHORT, {}, "  two\nlines ", "two lines"),
        (Kind.LONG, {}, "a\r\nb\x00 ", "a\nb"),
        (Kind.LONG, {}, 12, "12"),
        (Kind.NUMBER, {}, "12 500,50", 12500.5),
        (Kind.NUMBER, {}, "1,234,567", 1234567),
        (Kind.NUMBER, {}, "1.234,5", 1234.5),
        (Kind.NUMBER, {}, "12,500", 12500),
        (Kind.NUMBER, {}, "-3", -3),
        (Kind.NUMBER, {}, 4, 4),
        (Kind.NUMBER, {}, "about 3", "about 3"),
        (Kind.NUMBER, {}, "9" * 16, "9" * 16),
        (Kind.MONEY, {}, "12 000 €", 12000),
        (Kind.DATE, {}, "2/3/2026", "2026-03-02"),
        (Kind.DATE, {}, "2026-03-02", "2026-03-02"),
        (Kind.DATE, {}, "31/02/2026", "31/02/2026"),
        (Kind.DATE, {}, "soon", "soon"),
        (Kind.CHOICE, CHOICES, "ai", "ai"),
        (Kind.CHOICE, CHOICES, {"other": " mine "}, {"other": "mine"}),
        (Kind.CHOICE, CHOICES, {"what": "mine"}, None),
        (Kind.CHOICES, CHOICES, ["ai", "ai", "", {"other": "x"}], ["ai", {"other": "x"}]),
        (Kind.CHOICES, CHOICES, "ai", ["ai"]),
        (Kind.LINK, {}, "example.org/a", "https://example.org/a"),
        (Kind.LINK, {}, "nothing", "nothing"),
        (Kind.COMPANY, {}, "732 829 321", "732 829 321"),
        (Kind.COMPANY, {}, "552 100 554", {"number": "552100554"}),
        (Kind.TEAM, TEAM, [{"name": " A  B ", "more": "x"}, {"name": ""}, "?"],
         [{"name": "A B", "mail": "", "page": "", "share": ""}]),
        (Kind.TEAM, TEAM, "text", None),
        (Kind.CONSENT, {}, "on", True),
        (Kind.CONSENT, {}, True, True),
        (Kind.CONSENT, {}, "no", None),
        (Kind.FILES, {}, [{"file": "1"}], [{"file": "1"}]),
        (Kind.FILES, {}, "typed", None),
    ],
)  # fmt: skip
def test_an_answer_is_taken_as_people_write_it(kind, options, raw, value):
    taken = kind_of(kind).take(options, raw)
    assert (type(taken), taken) == (type(value), value)


def test_in_french_a_comma_always_begins_the_decimals():
    with translation.override("fr"):
        assert kind_of(Kind.NUMBER).take({}, "12,500") == 12.5


@pytest.mark.parametrize(
    ("kind", "options", "value", "sentences"),
    [
        (Kind.SHORT, {"limit": 3}, "abcd", ["This text is 1 character too long."]),
        (Kind.SHORT, {"limit": 4}, "abcd", []),
        (Kind.LONG, {"limit": 1, "unit": "words"}, "one two three", ["This text is 2 words too long."]),
        (Kind.LONG, {"limit": 1}, "abcd", ["This text is 3 characters too long."]),
        (Kind.LONG, {"limit": 2, "unit": "words"}, "one two three", ["This text is 1 word too long."]),
        (Kind.LONG, {}, "anything", []),
        (Kind.NUMBER, {}, "about 3", ["Write a number, in digits only."]),
        (Kind.NUMBER, {}, True, ["Write a number, in digits only."]),
        (Kind.NUMBER, {"min": 0}, -1, ["At least 0 is expected."]),
        (Kind.NUMBER, {"max": 1000}, 1001, ["At most 1,000 is expected."]),
        (Kind.NUMBER, {"decimals": 0}, 1.5, ["A whole number is expected."]),
        (Kind.MONEY, {}, 1.234, ["At most 2 digits after the decimal point are expected."]),
        (Kind.MONEY, {"min": 0, "max": 10}, 1.23, []),
        (Kind.DATE, {}, "soon", ["Write a date as 31/12/2026."]),
        (Kind.DATE, {"earliest": "2026-01-01"}, "2025-12-31", ["A date from 1 January 2026 on is expected."]),
        (Kind.DATE, {"latest": "2026-01-01"}, "2026-01-02", ["A date until 1 January 2026 is expected."]),
        (Kind.DATE, {"earliest": "2026-01-01", "latest": "2026-12-31"}, "2026-01-01", []),
        (Kind.CHOICE, CLOSED, "gone", ["Choose one of the answers that are offered."]),
        (Kind.CHOICE, CLOSED, {"other": "mine"}, ["Choose one of the answers that are offered."]),
        (Kind.CHOICE, CHOICES, {"other": ""}, ["Say what your other answer is."]),
        (Kind.CHOICE, CHOICES, {"other": "mine"}, []),
        (Kind.CHOICES, {**CHOICES, "least": 2}, ["ai"], ["Choose at least 2."]),
        (Kind.CHOICES, {**CHOICES, "most": 1}, ["ai", "data"], ["Choose at most 1."]),
        (Kind.CHOICES, CHOICES, "ai", []),
        (Kind.LINK, {}, "nothing", ["Write the whole address of a page, as https://example.org."]),
        (Kind.LINK, {}, "javascript:alert(1)", ["Write the whole address of a page, as https://example.org."]),
        (Kind.LINK, {}, "https://me:word@example.org", ["An address with a password cannot be taken."]),
        (Kind.LINK, {}, "https://example.org", []),
        (Kind.COMPANY, {}, "732829321", ["The check digits of this number are wrong. Look for a typing error."]),
        (Kind.COMPANY, {}, "12", ["A SIREN of nine digits or a SIRET of fourteen is expected."]),
        (Kind.COMPANY, {"accepts": "siren"}, {"number": "73282932000074"}, ["A SIREN of nine digits is expected."]),
        (Kind.COMPANY, {"accepts": "siret"}, ACME, ["A SIRET of fourteen digits is expected."]),
        (Kind.COMPANY, {}, ACME, []),
        (Kind.TEAM, TEAM, "text", ["Write one person a line."]),
        (Kind.TEAM, {**TEAM, "least": 2}, [{"name": "A"}], ["At least 2 lines are expected."]),
        (Kind.TEAM, {**TEAM, "most": 1}, [{"name": "A"}] * 2, ["At most 1 line is expected."]),
        (Kind.TEAM, TEAM, [{"mail": "x", "page": "y", "share": "z"}], [
            "Line 1, Name: nothing is written.",
            "Line 1, Courriel: this is not an e-mail address.",
            "Line 1, Page: this is not the address of a page.",
            "Line 1, Part: this is not a number.",
        ]),
        (Kind.TEAM, TEAM, [{"name": "A", "mail": "a@example.org", "page": "example.org", "share": "3"}], []),
        (Kind.CONSENT, {}, True, []),
        (Kind.CONSENT, {}, "maybe", ["Tick the box to agree."]),
        (Kind.FILES, {}, "text", ["Add the files anew."]),
        (Kind.FILES, {}, [{}, {}], ["At most 1 file is expected."]),
        (Kind.FILES, {"most": 2}, [{}, {}], []),
    ],
)  # fmt: skip
def test_what_stands_against_an_answer_is_said_in_sentences(kind, options, value, sentences):
    assert kind_of(kind).problems(options, value) == sentences


@pytest.mark.parametrize(
    ("kind", "options", "value", "english", "french"),
    [
        (Kind.LONG, {}, "a\nb", "a\nb", "a\nb"),
        (Kind.NUMBER, {"unit_fr": "lits", "unit_en": "beds"}, 1200, "1,200\u00a0beds", "1\u00a0200\u00a0lits"),
        (Kind.NUMBER, {}, "about 3", "about 3", "about 3"),
        (Kind.MONEY, {}, 1200.5, "€1,200.50", "1\u00a0200,50\u00a0€"),
        (Kind.MONEY, {}, 1200, "€1,200", "1\u00a0200\u00a0€"),
        (Kind.MONEY, {}, "a lot", "a lot", "a lot"),
        (Kind.DATE, {}, "2026-03-02", "2 March 2026", "2 mars 2026"),
        (Kind.DATE, {}, "2026-03-01", "1 March 2026", "1er mars 2026"),
        (Kind.DATE, {}, "soon", "soon", "soon"),
        (Kind.CHOICE, CHOICES, "ai", "AI", "IA"),
        (Kind.CHOICE, CHOICES, "gone", "gone", "gone"),
        (Kind.CHOICES, CHOICES, ["data", {"other": "x"}], "Données · Other: x", "Données · Autre\u00a0: x"),
        (Kind.COMPANY, {}, ACME, "732\u00a0829\u00a0320 – Acme, Paris", "732\u00a0829\u00a0320 – Acme, Paris"),
        (Kind.COMPANY, {}, {"number": "552100554"}, "552\u00a0100\u00a0554", "552\u00a0100\u00a0554"),
        (Kind.COMPANY, {}, "12", "12", "12"),
        (Kind.TEAM, TEAM, [{"name": "A", "mail": "a@b.fr"}, {"name": "C"}], "A, a@b.fr\nC", "A, a@b.fr\nC"),
        (Kind.TEAM, TEAM, "text", "text", "text"),
        (Kind.CONSENT, {}, True, "Agreed", "Accepté"),
        (Kind.CONSENT, {}, "maybe", "maybe", "maybe"),
        (Kind.FILES, {}, [{"name": "a.pdf"}, {"name": "b.pdf"}], "a.pdf, b.pdf", "a.pdf, b.pdf"),
        (Kind.FILES, {}, "text", "", ""),
    ],
)  # fmt: skip
def test_an_answer_is_read_in_both_languages(kind, options, value, english, french):
    shown = kind_of(kind).display(options, value)
    with translation.override("fr"):
        assert (shown, kind_of(kind).display(options, value)) == (english, french)


def test_a_number_is_filled_in_from_whoever_knows_it(monkeypatch):
    monkeypatch.setattr(companies, "_items", {"a": lambda _n: None, "b": lambda _n: Company("Acme", "Paris", "/a/")})
    assert company_of("732829320") == Company("Acme", "Paris", "/a/")
    assert kind_of(Kind.COMPANY).display({}, {"number": "73282932000074"}) == "732\u00a0829\u00a0320\u00a000074"
    taken = kind_of(Kind.COMPANY).take({}, {"number": "732 829 320"})
    assert taken == {"number": "732829320", "name": "Acme", "city": "Paris", "url": "/a/"}


def test_what_files_are_taken_is_said():
    assert files.expected({}) == "One file of at most 10 MB: PDF."
    two = {"types": ["image", "pdf"], "most": 2, "megabytes": 5}
    assert files.expected(two) == "At most 2 files of at most 5 MB each: PDF, pictures (PNG, JPEG, WebP, GIF)."
    assert files.accepted(two) == ".pdf,.png,.jpg,.jpeg,.webp,.gif"


def test_what_length_is_taken_is_said():
    said = [texts.limit_in_words(o) for o in ({}, {"limit": 9}, {"limit": 9, "unit": "words"})]
    assert said == ["", "At most 9 characters.", "At most 9 words."]
