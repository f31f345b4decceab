"""What the page of an organisation says of introductions."""

import pytest
from bs4 import BeautifulSoup

from parvis.domain.directory.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.introductions import IntroductionCapFactory

pytestmark = pytest.mark.django_db


def main(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_organisations_ask_to_meet_from_the_page_of_another(alpha, hospital, asked):
    page = alpha.get(hospital.organisation.get_absolute_url())
    assert "Ask to meet them" in main(page)
    assert "/introductions/propose/?second=hospital" in page.content.decode()
    assert "under way, of" not in main(page)
    IntroductionCapFactory(organisation=hospital.organisation)
    assert "It takes no more for now." in main(alpha.get(hospital.organisation.get_absolute_url()))


def test_own_page_leads_to_own_introductions(alpha, asked):
    page = alpha.get(alpha.organisation.get_absolute_url())
    assert "1 introduction under way, of 5 at a time" in main(page)
    assert "Ask to meet them" not in main(page)


def test_campus_introduces_from_the_page(team, hospital, asked):
    IntroductionCapFactory(organisation=hospital.organisation)
    assert "Introduce it to somebody" in main(team.get(hospital.organisation.get_absolute_url()))


def test_others_read_nothing_of_introductions(client, sign_in, hospital, team, asked):
    for reader in (client, sign_in(UserFactory())):
        assert "introductions-of" not in reader.get(hospital.organisation.get_absolute_url()).content.decode()
    hospital.organisation.status = Status.CLOSED
    hospital.organisation.save()
    assert "introductions-of" not in team.get(hospital.organisation.get_absolute_url()).content.decode()
