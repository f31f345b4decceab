"""Forms say what the directory knows already."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors import naming
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curie():
    OrganisationFactory(name="Institut Pasteur")
    made = OrganisationFactory(name="Institut Curie", city="Paris")
    naming.names.make()
    yield made
    naming.names.forget()


def test_whoever_types_a_name_is_told_what_is_like_it(sign_in, curie):
    client = sign_in(UserFactory())
    html = client.get(reverse("linking:like"), {"name": "institut curie paris", "city": "Paris"}).content.decode()
    assert curie.get_absolute_url() in html
    assert "likely" in html
    for nothing in ("", "in", "Brasserie du Vieux-Port"):
        assert client.get(reverse("linking:like"), {"name": nothing}).content.decode().strip() == ""


def test_the_form_for_a_new_organisation_asks_as_one_types(sign_in, curie):
    client = sign_in(account_with(Role.COMMUNITY))
    page = BeautifulSoup(client.get(reverse("directory_edit:new")).content, "html.parser")
    box = page.select_one(".pv-like")
    assert box["hx-get"] == reverse("linking:like")
    assert box["hx-include"] == "#id_name, #id_city"
    assert box["hx-trigger"] == "input changed delay:400ms from:#id_name, input changed delay:400ms from:#id_city"


def test_an_organisation_that_is_likely_known_is_asked_about_before_it_is_added(sign_in, curie):
    client = sign_in(account_with(Role.COMMUNITY))
    url, given = reverse("directory_edit:new"), {"name": "L’Institut CURIE", "kind": "research", "city": ""}
    sent = {**given, "identifiers-count": "0"}
    assert "Is it one of these?" in client.post(url, sent).content.decode()
    assert Organisation.objects.count() == 2
    client.post(url, {**sent, "anyway": "yes"})
    assert Organisation.objects.count() == 3
