"""The way from an empty call to submitted applications, walked in both languages by everyone on it."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.calls.models import Application
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.journeys.selection import applicants, team
from tests.journeys.selection.walker import Walker

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(visit, transactional_db):
    """A function that opens the window of somebody on the way."""
    CampusFactory()
    ThemeFactory()
    CommuneFactory(code="69123", name="Lyon", postcodes="69003")

    def opened(user, language, **options):
        return Walker(visit(user, language=language, **options), language, has_scripts=options.get("javascript", True))

    return opened


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_an_empty_call_to_submitted_applications(walk, language, mailoutbox):
    director = walk(account_with(Role.ADMINISTRATOR, language=language), language)
    programme = walk(account_with(Role.PROGRAMME, language=language), language)
    path = team.create_call(director)
    team.write_texts(director, path)
    team.build_form(programme, path)
    team.frame_and_open(programme, path)
    public = programme.main.get_by_role("link", name=programme.said("As everyone sees it")).get_attribute("href")

    founder = walk(None, language)
    applicants.open_account(founder, public, "Ada Founder", "ada@example.org")
    reference = applicants.enter_organisation(founder, "Lits libres")
    applicants.write(founder, "Lits libres")
    colleague = walk(UserFactory(email="bob@example.org", language=language), language)
    colleague.go(applicants.invite(founder, reference, "bob@example.org")).looks_well().press("Accept the invitation")
    applicants.meet_in_one_field(founder, colleague, reference)
    outsider = walk(UserFactory(), language)
    page = f"/applications/{reference}/"
    assert [outsider.status_of(path) for path in (page, f"{page}application/", f"{page}submit/")] == [404, 404, 404]
    applicants.submit(founder, reference, "ada@example.org")
    plain = walk(UserFactory(email="cleo@example.org", language=language), language, javascript=False)
    other = applicants.apply_without_scripts(plain, public, "Soins simples", "cleo@example.org")

    assert set(Application.objects.values_list("reference", "state")) == {
        (one, "submitted") for one in (reference, other)
    }
