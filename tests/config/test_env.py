"""Readers of the environment refuse in a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.config import env


def test_text_prefers_the_file_and_strips_it(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("SOME", "from the environment")
    monkeypatch.setenv("SOME_FILE", str(tmp_path / "secret"))
    assert env.text("SOME") == "from the file"


def test_text_refuses_a_file_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("SOME_FILE", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match=r"SOME_FILE points to .*gone, which cannot be read"):
        env.text("SOME")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("no", False), ("OFF", False)]
)
def test_flag_reads_words(monkeypatch, value, expected):
    monkeypatch.setenv("SOME", value)
    assert env.flag("SOME", default=not expected) is expected


def test_flag_has_a_default(monkeypatch):
    monkeypatch.delenv("SOME", raising=False)
    assert env.flag("SOME", default=True) is True


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (env.flag, "maybe", "SOME must be yes or no, not 'maybe'."),
        (lambda name: env.number(name, 5, least=1, most=9), "0", "SOME must be a whole number from 1 to 9, not '0'."),
        (lambda name: env.number(name, 5, least=1, most=9), "10", "SOME must be a whole number from 1 to 9"),
        (lambda name: env.number(name, 5), "five", "SOME must be a whole number"),
        (lambda name: env.number(name, 5), "²", "SOME must be a whole number"),
        (lambda name: env.choice(name, "a", ("a", "b")), "c", "SOME must be one of a, b, not 'c'."),
        (
            lambda name: env.url(name, "", schemes=("smtp", "smtps")),
            "ftp://x",
            "SOME must start with smtp:// or smtps:",
        ),
        (lambda name: env.url(name, "", schemes=("smtp",)), "smtp://x:port", "SOME is not an address"),
        (lambda name: env.time_zone(name, "UTC"), "Europe/Versailles", "SOME must name a time zone"),
        (lambda name: env.time_zone(name, "UTC"), "../etc/passwd", "SOME must name a time zone"),
        (env.networks, "10.0.0.0/8, proxy", "'proxy' is neither"),
    ],
)
def test_what_cannot_be_read_is_refused(monkeypatch, read, value, sentence):
    monkeypatch.setenv("SOME", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("SOME")
    assert sentence in str(refusal.value)


def test_refused_address_never_shows_its_password(monkeypatch):
    monkeypatch.setenv("SOME", "ftp://me:hidden@host")
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.url("SOME", "", schemes=("smtp",))
    assert "hidden" not in str(refusal.value)


def test_defaults_hold_without_a_value(monkeypatch):
    monkeypatch.delenv("SOME", raising=False)
    assert env.number("SOME", 7) == 7
    assert env.words("SOME", "a, b") == ["a", "b"]
    assert env.choice("SOME", "a", ("a", "b")) == "a"
    assert env.url("SOME", "", schemes=("smtp",)) is None
    assert env.time_zone("SOME", "Europe/Paris") == "Europe/Paris"
    assert env.networks("SOME") == []


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_counts_as_not_set(monkeypatch, value):
    monkeypatch.setenv("SOME", value)
    assert env.text("SOME", "default") == "default"
    assert env.choice("SOME", "a", ("a", "b")) == "a"
    assert env.words("SOME", "a, b") == ["a", "b"]


def test_networks_reads_addresses_and_networks(monkeypatch):
    monkeypatch.setenv("SOME", "127.0.0.1, 10.0.0.0/8, ::1")
    assert [str(network) for network in env.networks("SOME")] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]


def test_numbers_grow(monkeypatch):
    assert env.numbers("SOME", "7,14") == [7, 14]
    monkeypatch.setenv("SOME", "1, 2,10")
    assert env.numbers("SOME", "7,14") == [1, 2, 10]


@pytest.mark.parametrize("value", ["7,soon", "0,7", "7,366", "14,7", "7,7"])
def test_numbers_refuse(monkeypatch, value):
    monkeypatch.setenv("SOME", value)
    with pytest.raises(ImproperlyConfigured, match="SOME takes"):
        env.numbers("SOME", "7,14", least=1, most=365)
