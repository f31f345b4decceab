"""Reading the log."""

import datetime as dt

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.base.activity.selectors.entries import (
    PARVIS,
    EntryFilters,
    entries_concerning,
    entries_visible_to,
    history_of,
    target_types_used,
    verbs_used,
)
from parvis.base.activity.services.record import record
from tests.factories.accounts import UserFactory, account_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """Four acts on four days, by their verbs."""
    ada, bob = UserFactory(name="Ada", email="ada@example.org"), UserFactory(name="Bob")
    made = {"ada": ada, "bob": bob}
    days = [
        ("tests.made", ada, bob),
        ("tests.changed", bob, ada),
        ("other.made", None, None),
        ("other.sent", ada, None),
    ]
    for number, (verb, actor, target) in enumerate(days):
        with time_machine.travel(dt.datetime(2026, 3, 1 + number, 23, 30, tzinfo=dt.UTC)):
            made[verb] = record(actor=actor, verb=verb, target=target, concerns=[bob] if verb == "other.sent" else ())
    return made


def verbs(entries):
    return [entry.verb for entry in entries]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["other.sent", "other.made", "tests.changed", "tests.made"]),
        ({"verb": "tests."}, ["tests.changed", "tests.made"]),
        ({"verb": "tests.made"}, ["tests.made"]),
        ({"actor": "ada"}, ["other.sent", "tests.made"]),
        ({"actor": PARVIS}, ["other.made"]),
        ({"target_type": "accounts.user"}, ["tests.changed", "tests.made"]),
        ({"target_type": "accounts.user", "target_id": "0"}, []),
        ({"since": dt.date(2026, 3, 3), "until": dt.date(2026, 3, 4)}, ["other.made", "tests.changed"]),
        ({"text": "MADE other"}, ["other.made"]),
    ],
)
def test_entries_are_filtered(lines, filters, expected):
    assert verbs(entries_visible_to(account_with(Role.ADMINISTRATOR), EntryFilters(**filters))) == expected


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.COMMUNITY, Role.SITE, Role.REVIEWER])
def test_only_administrators_read_everything(lines, role):
    assert list(entries_visible_to(account_with(role), EntryFilters())) == []


def test_everyone_reads_what_concerns_them(lines):
    assert verbs(entries_concerning(lines["ada"], EntryFilters())) == ["other.sent", "tests.changed", "tests.made"]
    assert verbs(entries_concerning(lines["bob"], EntryFilters())) == ["other.sent", "tests.changed", "tests.made"]
    assert verbs(entries_concerning(UserFactory(), EntryFilters())) == []


def test_the_history_of_an_object_is_what_was_done_to_it(lines):
    assert verbs(history_of(lines["ada"])) == ["tests.changed"]


def test_what_occurs_in_the_log_can_be_chosen(lines):
    assert verbs_used() == ["other.made", "other.sent", "tests.changed", "tests.made"]
    assert target_types_used() == ["accounts.user"]
