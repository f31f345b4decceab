"""Public pages are kept while nothing happens, and for nobody in particular."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction

from parvis.base.activity.services.record import record
from parvis.faces.web.ops import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.support.client import StrictClient

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def traveller(settings):
    settings.PAGE_CACHE_SECONDS = 20
    page_cache.pages.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    page_cache.pages.clear()


@pytest.fixture
def organisation():
    return OrganisationFactory(name="First name")


def rename_silently(organisation, name="Second name"):
    """Change a row without an act, so that only a page made anew can show it."""
    type(organisation).objects.filter(pk=organisation.pk).update(name=name)


def name_shown(client, organisation, **options):
    response = client.get(organisation.get_absolute_url(), **options)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)


def test_page_is_kept_while_nothing_happens(client, organisation, django_assert_num_queries):
    assert name_shown(client, organisation) == "First name"
    rename_silently(organisation)
    with django_assert_num_queries(1):  # the last act
        assert name_shown(StrictClient(), organisation) == "First name"


def test_kept_page_is_the_same_answer(client, organisation):
    first, second = (client.get(organisation.get_absolute_url()) for _ in range(2))
    assert second.content == first.content
    ours = {"X-Request-ID"}
    assert {k: v for k, v in second.headers.items() if k not in ours} == {
        k: v for k, v in first.headers.items() if k not in ours
    }
    assert second.resolver_match.view_name == "directory:organisation"


def test_an_act_makes_pages_anew_at_once(client, organisation, traveller):
    name_shown(client, organisation)
    rename_silently(organisation)
    with transaction.atomic():
        record(actor=None, verb="tests.acted", target=organisation)
    assert name_shown(client, organisation) == "Second name"
    rename_silently(organisation, "Third name")  # as the search index follows an act
    assert name_shown(client, organisation) == "Third name"
    traveller.shift(10)
    assert name_shown(client, organisation) == "Third name"
    rename_silently(organisation, "Fourth name")
    assert name_shown(client, organisation) == "Third name"


def test_page_is_made_anew_after_its_time(client, organisation, traveller):
    name_shown(client, organisation)
    rename_silently(organisation)
    traveller.shift(21)
    assert name_shown(client, organisation) == "Second name"


def test_whoever_has_a_session_never_gets_a_kept_page(client, organisation, sign_in):
    name_shown(client, organisation)
    rename_silently(organisation)
    assert name_shown(sign_in(UserFactory()), organisation) == "Second name"


def test_page_of_someone_signed_in_is_never_kept(client, organisation, sign_in):
    user = UserFactory(name="Someone Secret")
    sign_in(user).get(organisation.get_absolute_url())
    assert "Someone Secret" not in client.get(organisation.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "options",
    [
        {"headers": {"Accept-Language": "fr"}},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"Host": "127.0.0.1"}},
        {"headers": {"Cookie": "parvis_appearance=dark"}},
        {"headers": {"Cookie": "django_language=fr"}},
        {"headers": {"Cookie": "unknown=1"}},
        {"query_params": {"children": "2"}},
        {"query_params": {"q": "x" * 400}},
    ],
)
def test_what_may_look_different_is_kept_apart(client, organisation, options):
    name_shown(client, organisation, headers={"Accept-Language": "en"})
    rename_silently(organisation)
    assert name_shown(StrictClient(), organisation, **options) == "Second name"


@pytest.mark.parametrize("path", ["/account/login/", "/healthz", "/nowhere", "/directory/export.csv"])
def test_other_answers_are_never_kept(client, path):
    client.get(path)
    assert page_cache.pages._pages == {}


def test_nothing_is_kept_when_switched_off(client, organisation, settings):
    settings.PAGE_CACHE_SECONDS = 0
    name_shown(client, organisation)
    assert page_cache.pages._pages == {}


def test_pages_are_served_although_the_log_does_not_answer(client, organisation, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(page_cache, "last_act", broken)
    assert name_shown(client, organisation) == "First name"


def test_room_is_bounded(monkeypatch):
    monkeypatch.setattr(page_cache, "ROOM", 1000)
    pages = page_cache.Pages()
    for number in range(10):
        pages.put(number, page_cache.Page(b"x" * 300, (), None, NOW))
    assert [number for number in range(10) if pages.get(number)] == [7, 8, 9]
    pages.put(9, page_cache.Page(b"y" * 300, (), None, NOW))
    assert [number for number in range(10) if pages.get(number)] == [7, 8, 9]
