"""The page of a person."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup

from parvis.base.accounts.enums import Role
from parvis.domain.directory.enums import Visibility
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory, editor_of
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
PATH = "/people/ada/"


@pytest.fixture
def ada():
    return PersonFactory(
        name="Ada", slug="ada", headline="Head of research", email="ada@example.org", phone="0102030405"
    )


@pytest.fixture
def function(ada):
    return MembershipFactory(person=ada, organisation=OrganisationFactory(name="The lab"), title="Director")


def soup_of(client):
    response = client.get(PATH, headers={"accept-language": "en"})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_functions_are_public_present_ones_first(client, ada, function):
    MembershipFactory(person=ada, title="Student", starts_on=dt.date(2010, 9, 1), ends_on=dt.date(2013, 7, 1))
    page = soup_of(client)
    assert [title.get_text() for title in page.select("main h2")] == ["Functions", "Former functions"]
    assert page.find("a", href=function.organisation.get_absolute_url())
    assert "September 2010 – July 2013" in " ".join(page.get_text().split())


@pytest.mark.parametrize(
    ("visibility", "reader", "seen"),
    [
        (Visibility.PUBLIC, "visitor", True),
        (Visibility.SIGNED_IN, "visitor", False),
        (Visibility.SIGNED_IN, "account", True),
        (Visibility.TEAM, "visitor", False),
        (Visibility.TEAM, "account", False),
        (Visibility.TEAM, "colleague", True),
        (Visibility.TEAM, "team", True),
    ],
)
def test_contact_details_are_for_whom_the_person_chose(client, sign_in, ada, function, visibility, reader, seen):
    ada.contact_visibility = visibility
    ada.save()
    readers = {
        "visitor": lambda: client,
        "account": lambda: sign_in(UserFactory()),
        "colleague": lambda: sign_in(editor_of(function.organisation)),
        "team": lambda: sign_in(account_with(Role.COMMUNITY)),
    }
    page = str(soup_of(readers[reader]()))
    assert ("ada@example.org" in page) is seen
    assert ("0102030405" in page) is seen


def test_structured_data_never_holds_contact_details(sign_in, function):
    page = soup_of(sign_in(account_with(Role.COMMUNITY)))
    text = page.find("script", type="application/ld+json").string
    assert "ada@example.org" not in text
    data = json.loads(text)
    assert data["@type"] == "Person"
    assert data["jobTitle"] == ["Director"]
    assert data["worksFor"][0]["name"] == "The lab"


def test_someone_without_a_public_function_is_hidden_from_outsiders(client, sign_in, function):
    function.is_public = False
    function.save()
    assert client.get(PATH).status_code == 404
    assert sign_in(UserFactory()).get(PATH).status_code == 404
    team = soup_of(sign_in(account_with(Role.COMMUNITY)))
    assert "not public" in team.get_text()
    assert "worksFor" not in json.loads(team.find("script", type="application/ld+json").string)


def test_more_functions_never_mean_more_queries(client, ada, function):
    client.get(PATH)
    with_one = count_queries(lambda: client.get(PATH))
    MembershipFactory.create_batch(2, person=ada)
    assert count_queries(lambda: client.get(PATH)) == with_one
