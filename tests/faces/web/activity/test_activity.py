"""The pages of the log."""

import csv
import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.activity.services.record import record
from parvis.base.jobs.services.queue import enqueue
from parvis.faces.web.activity.details import details_of
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

ALL, OWN, EXPORT = "/campus/activity/", "/account/activity/", "/campus/activity/export.csv"


@pytest.fixture
def administrator(sign_in):
    return sign_in(account_with(Role.ADMINISTRATOR))


def rows(response):
    body = BeautifulSoup(response.content, "html.parser").select("tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])][1:] for row in body]


def test_administrators_read_lines_in_words(administrator):
    ada, organisation, person = (
        UserFactory(name="Ada"),
        OrganisationFactory(name="Institute"),
        PersonFactory(name="Bob"),
    )
    record(actor=ada, verb="directory.organisation_edited", target=organisation, data={"fields": ["name", "city"]})
    record(actor=None, verb="tests.unknown", target=person)
    response = administrator.get(ALL)
    assert rows(response) == [
        ["parvis itself", "tests.unknown", "Bob", ""],
        ["Ada", "edited the organisation", "Institute", "Fields: name, city"],
    ]
    links = BeautifulSoup(response.content, "html.parser").select("tbody a")
    assert [link["href"] for link in links] == [f"/people/{person.slug}/", f"/organisations/{organisation.slug}/"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"person": 0}, "person: no longer there"),
        ({"source": "ror"}, "register: ROR"),
        ({"source": "human"}, "register: entered here"),
        ({"fields": ["description_fr", "is_gone_since"]}, "fields: description in French, is gone since"),
        ({"role": "administrator", "level": "owner"}, "role: campus administrator; right: owner"),
        ({"counts": {"read": 7, "joined": 4, "new": 3, "refused": 0}}, "lines: new (3), joined (4)"),
        ({"verdict": "different", "reason": ""}, "verdict: different"),
        ({"role": "of_an_older_version"}, "role: of_an_older_version"),
        ({"gone_part": {"left": ["a", 2], "right": None}}, "gone part: left: a, 2, right: None"),
    ],
)
def test_details_are_said_in_words(data, words):
    assert "; ".join(f"{detail.label}: {detail.thing.name}" for detail in details_of(data, {})) == words


def test_people_of_the_details_are_called_by_their_present_names(administrator):
    person, job = PersonFactory(name="Bob"), enqueue(actor=None, name="linking.propose")
    record(actor=None, verb="tests.claimed", target=job, data={"person": person.pk})
    searched = "search for organisations that may be one"
    assert rows(administrator.get(ALL)) == [["parvis itself", "tests.claimed", searched, "Person: Bob"]]


def test_lines_are_filtered(administrator):
    ada = UserFactory(name="Ada")
    with time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)):
        record(actor=ada, verb="tests.old", target=ada)
    record(actor=None, verb="tests.new")
    for query, expected in (
        ({"actor": "ada"}, ["tests.old"]),
        ({"actor": "parvis"}, ["tests.new"]),
        ({"verb": "tests.new"}, ["tests.new"]),
        ({"target_type": "accounts.user"}, ["tests.old"]),
        ({"since": "2026-03-01", "until": "2026-03-01"}, ["tests.old"]),
        ({"since": "no day"}, ["tests.new", "tests.old"]),
    ):
        assert [row[1] for row in rows(administrator.get(ALL, query))] == expected


def test_the_list_takes_as_many_queries_for_three_as_for_one(administrator):
    record(actor=UserFactory(), verb="tests.done", target=OrganisationFactory())
    administrator.get(ALL)
    once = count_queries(lambda: administrator.get(ALL))
    for _number in range(2):
        record(actor=UserFactory(), verb="tests.done", target=OrganisationFactory())
    assert count_queries(lambda: administrator.get(ALL)) == once


@pytest.mark.parametrize("address", [ALL, OWN])
def test_a_filtered_list_equals_its_reload(administrator, address):
    record(actor=None, verb="tests.done")
    query = {"text": "done"}
    fragment = administrator.get(address, query, headers={"HX-Request": "true"}).content.decode()
    page = administrator.get(address, query).content.decode()
    assert swap(page, fragment, target="#activity") == normal(page)


def test_the_export_says_what_the_page_says_and_carries_no_formula(administrator):
    record(actor=UserFactory(name="=1+1"), verb="tests.done", data={"field": "été"})
    record(actor=None, verb="tests.other")
    response = administrator.get(EXPORT, {"verb": "tests.done"})
    text = b"".join(response.streaming_content).decode()
    (line,) = csv.DictReader(text.splitlines())
    assert (line["who"], line["verb"], line["details"]) == ("'=1+1", "tests.done", '{"field": "été"}')
    assert response["Content-Disposition"].startswith('attachment; filename="activity-')


def test_a_long_log_is_exported_whole(administrator):
    words = "é" * 2_000
    for _number in range(40):
        record(actor=None, verb="tests.long", data={"words": words})
    pieces = list(administrator.get(EXPORT).streaming_content)
    lines = list(csv.DictReader(b"".join(pieces).decode().splitlines()))
    assert (len(pieces) > 2, [line["details"] for line in lines]) == (True, [f'{{"words": "{words}"}}'] * 40)


def test_a_kind_that_there_is_no_more_is_called_by_its_label(administrator):
    Entry.objects.create(verb="tests.old", target_type="gone.model", target_id="1", target_label="Old")
    response = administrator.get(ALL)
    options = BeautifulSoup(response.content, "html.parser").select('select[name="target_type"] option')
    assert [option.get_text() for option in options] == ["any", "gone.model"]


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.COMMUNITY, Role.SITE])
def test_nobody_else_reads_the_log(sign_in, role):
    outsider = sign_in(account_with(role) if role else UserFactory())
    assert outsider.get(ALL).status_code == 404
    assert outsider.get(EXPORT).status_code == 404


def test_everybody_reads_what_concerns_them(client, sign_in):
    ada, bob = UserFactory(name="Ada"), UserFactory(name="Bob")
    record(actor=ada, verb="tests.mine")
    record(actor=bob, verb="tests.about_ada", concerns=[ada])
    record(actor=bob, verb="tests.not_about_ada")
    assert rows(sign_in(ada).get(OWN)) == [["Bob", "tests.about_ada", "", ""], ["Ada", "tests.mine", "", ""]]
    assert rows(sign_in(bob).get(OWN)) == [["Bob", "tests.not_about_ada", "", ""], ["Bob", "tests.about_ada", "", ""]]
    assert client.get(OWN).status_code == 302


def test_an_erased_account_has_no_name(administrator):
    gone = UserFactory(name="", email="erased-1@erased.invalid", erased_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    record(actor=gone, verb="tests.done", target=gone)
    assert rows(administrator.get(ALL)) == [["an erased account", "tests.done", "an erased account", ""]]
