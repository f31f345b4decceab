"""Claims, corrections and "this is me" on pages."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Person
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Claim, Correction, PersonClaim
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import (
    AccessFactory,
    ClaimFactory,
    CorrectionFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonClaimFactory,
    owner_of,
)
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return account_with(Role.COMMUNITY)


def test_someone_asks_to_manage_and_the_team_accepts(sign_in, keeper):
    organisation = OrganisationFactory()
    asker = UserFactory()
    client = sign_in(asker)
    page = f"/organisations/{organisation.slug}/claim/"
    assert "Ask to manage" in client.get(page).content.decode()
    assert client.post(page, {"message": "I am the director"}).url == "/account/organisations/"
    assert "Your request is waiting" in client.get(page).content.decode()
    assert "waiting already" in client.post(page, {"message": "again"}, follow=True).content.decode()
    claim = Claim.objects.get()
    team = sign_in(keeper)
    assert organisation.name in team.get("/campus/claims/").content.decode()
    assert "I am the director" in team.get(f"/campus/claims/{claim.pk}/").content.decode()
    team.post(f"/campus/claims/{claim.pk}/", {"accept": "yes", "level": "editor", "word": "Welcome"})
    assert Access.objects.get(user=asker).level == AccessLevel.EDITOR
    assert "Someone else" in team.post(f"/campus/claims/{claim.pk}/", {"accept": "yes"}, follow=True).content.decode()
    assert organisation.name in team.get("/campus/claims/?state=accepted").content.decode()
    assert team.get("/campus/claims/?state=lost").status_code == 404
    assert client.get(f"/organisations/{organisation.slug}/claim/").status_code == 200


def test_a_mail_domain_opens_the_page_at_once(sign_in):
    organisation = OrganisationFactory(website="https://curie.fr")
    asker = UserFactory(email="marie@curie.fr")
    client = sign_in(asker)
    answer = client.post(f"/organisations/{organisation.slug}/claim/", {"message": ""}, follow=True)
    assert "Your mail address proves it" in answer.content.decode()
    assert client.get(f"/organisations/{organisation.slug}/claim/").url == f"/organisations/{organisation.slug}/edit/"


def test_a_claim_is_refused_with_a_word_and_withdrawn(sign_in, keeper):
    claim = ClaimFactory()
    AccessFactory(user=claim.asked_by)
    team = sign_in(keeper)
    page = f"/campus/claims/{claim.pk}/"
    assert "Say why" in team.post(page, {"refuse": "yes", "word": ""}).content.decode()
    team.post(page, {"refuse": "yes", "word": "Sorry"})
    claim.refresh_from_db()
    assert claim.state == RequestState.REFUSED
    assert "Sorry" in sign_in(claim.asked_by).get("/account/organisations/").content.decode()
    other = ClaimFactory()
    assert sign_in(UserFactory()).post(f"/account/claims/{other.pk}/withdraw/").status_code == 404
    client = sign_in(other.asked_by)
    client.post(f"/account/claims/{other.pk}/withdraw/")
    client.post(f"/account/claims/{other.pk}/withdraw/")
    other.refresh_from_db()
    assert other.state == RequestState.WITHDRAWN


def suggestion(organisation, **values):
    present = {"name": organisation.name, "kind": organisation.kind, "status": organisation.status}
    return {**present, "comment": "", **values}


def test_someone_suggests_and_the_owner_takes_a_part(sign_in):
    organisation = OrganisationFactory(name="Old", city="")
    asker, owner = UserFactory(), owner_of(organisation)
    client = sign_in(asker)
    page = f"/organisations/{organisation.slug}/suggest/"
    assert 'value="Old"' in client.get(page).content.decode()
    assert "Nothing differs" in client.post(page, suggestion(organisation)).content.decode()
    assert "id_founded_year_error" in client.post(page, suggestion(organisation, founded_year="x")).content.decode()
    client.post(page, suggestion(organisation, name="New", founded_year="1998", comment="I know"))
    correction = Correction.objects.get()
    owners = sign_in(owner)
    assert "Corrections wait for you" in owners.get("/account/organisations/").content.decode()
    listed = f"/organisations/{organisation.slug}/corrections/"
    assert asker.display_name in owners.get(listed).content.decode()
    decide = f"{listed}{correction.pk}/"
    shown = owners.get(decide).content.decode()
    assert "Old" in shown
    assert "1998" in shown
    assert "I know" in shown
    assert "Choose at least one field" in owners.post(decide, {"accept": "yes"}).content.decode()
    owners.post(decide, {"accept": "yes", "fields": ["name"]})
    organisation.refresh_from_db()
    assert (organisation.name, organisation.founded_year) == ("New", None)
    assert "taken" in owners.get(decide).content.decode()
    assert "Someone else" in owners.post(decide, {"refuse": "yes", "word": "no"}, follow=True).content.decode()


def test_the_team_sees_all_corrections_and_refuses(sign_in, keeper):
    correction = CorrectionFactory(changes={"city": {"old": "", "new": "Nowhere"}})
    team = sign_in(keeper)
    assert correction.organisation.name in team.get("/campus/corrections/").content.decode()
    assert team.get("/campus/corrections/?state=lost").status_code == 404
    page = f"/organisations/{correction.organisation.slug}/corrections/{correction.pk}/"
    assert "No commune" in team.post(page, {"accept": "yes", "fields": ["city"]}).content.decode()
    assert "Say why" in team.post(page, {"refuse": "yes"}).content.decode()
    team.post(page, {"refuse": "yes", "word": "Unknown"})
    correction.refresh_from_db()
    assert correction.state == RequestState.REFUSED
    other = CorrectionFactory()
    assert sign_in(UserFactory()).post(f"/account/corrections/{other.pk}/withdraw/").status_code == 404
    sign_in(other.asked_by).post(f"/account/corrections/{other.pk}/withdraw/")
    other.refresh_from_db()
    assert other.state == RequestState.WITHDRAWN


def test_this_is_me(sign_in, keeper):
    membership = MembershipFactory()
    person, asker = membership.person, UserFactory()
    client = sign_in(asker)
    page = f"/people/{person.slug}/this-is-me/"
    assert person.name in client.get(page).content.decode()
    client.post(page)
    assert "Your request is waiting" in client.get(page).content.decode()
    assert "waiting already" in client.post(page, follow=True).content.decode()
    claim = PersonClaim.objects.get()
    team = sign_in(keeper)
    assert person.name in team.get("/campus/people/").content.decode()
    assert team.get("/campus/people/?state=lost").status_code == 404
    decide = f"/people/claims/{claim.pk}/"
    assert asker.email in team.get(decide).content.decode()
    assert "Say why" in team.post(decide, {"refuse": "yes"}).content.decode()
    team.post(decide, {"accept": "yes"})
    assert Person.objects.get(pk=person.pk).account == asker
    assert "Someone else" in team.post(decide, {"accept": "yes"}, follow=True).content.decode()
    assert client.get(page).status_code == 404
    client.post(f"/people/{person.slug}/unlink/")
    assert Person.objects.get(pk=person.pk).account is None
    other = PersonClaimFactory()
    sign_in(other.asked_by).post(f"/account/people/{other.pk}/withdraw/")
    other.refresh_from_db()
    assert other.state == RequestState.WITHDRAWN


def test_an_owner_is_linked_at_once(sign_in):
    organisation = OrganisationFactory()
    person = MembershipFactory(organisation=organisation).person
    answer = sign_in(owner_of(organisation)).post(f"/people/{person.slug}/this-is-me/", follow=True)
    assert "Your account is linked." in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "make"),
    [
        ("/campus/claims/", ClaimFactory),
        ("/campus/corrections/", CorrectionFactory),
        ("/campus/people/", PersonClaimFactory),
    ],
)
def test_more_requests_cost_no_more_queries(page, make, sign_in, keeper):
    client = sign_in(keeper)
    make()
    client.get(page)
    one = count_queries(lambda: client.get(page))
    make(), make()
    assert count_queries(lambda: client.get(page)) == one


def test_more_things_of_mine_cost_no_more_queries(sign_in):
    account = UserFactory()
    client = sign_in(account)

    def fill():
        access = AccessFactory(user=account, level=AccessLevel.OWNER)
        CorrectionFactory(organisation=access.organisation)
        ClaimFactory(asked_by=account)
        CorrectionFactory(asked_by=account)
        PersonClaimFactory(asked_by=account)

    fill()
    client.get("/account/organisations/")
    one = count_queries(lambda: client.get("/account/organisations/"))
    fill(), fill()
    assert count_queries(lambda: client.get("/account/organisations/")) == one
