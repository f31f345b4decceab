"""Pages for founding members and sites."""

import pytest
from bs4 import BeautifulSoup

from parvis.base.accounts.enums import Role
from parvis.domain.campus.models import FoundingMember
from parvis.domain.campus.selectors.founding import founding_members
from parvis.domain.sites.models import Site
from tests.factories.accounts import account_with
from tests.factories.campus import FoundingMemberFactory, SiteFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import CommuneFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

FOUNDING = "/campus/founding-members/"
SITES = "/campus/sites/"


@pytest.fixture
def administrator(sign_in):
    return sign_in(account_with(Role.ADMINISTRATOR))


def soup(response):
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_organisation_is_found_and_added(administrator):
    organisation = OrganisationFactory(name="Inserm")
    fragment = administrator.get(f"{FOUNDING}?q=ins", headers={"HX-Request": "true", "HX-Target": "found"})
    page = soup(administrator.get(f"{FOUNDING}?q=ins"))
    assert soup(fragment).find("input", attrs={"name": "organisation"})["value"] == organisation.slug
    assert page.find(id="found").find("input", attrs={"name": "organisation"})["value"] == organisation.slug
    for _twice in range(2):
        administrator.post(f"{FOUNDING}add/", {"organisation": organisation.slug})
    assert [member.organisation for member in founding_members()] == [organisation]
    assert administrator.post(f"{FOUNDING}add/", {"organisation": "nobody"}).status_code == 404


def test_nothing_found_is_said(administrator):
    assert "No organisation of the directory is named “xyz”." in soup(administrator.get(f"{FOUNDING}?q=xyz")).get_text()


def test_roles_and_order_are_saved(administrator):
    one, two = FoundingMemberFactory(), FoundingMemberFactory()
    sent = {
        f"member-{m.pk}-{key}": value
        for m, place in ((one, 2), (two, 1))
        for key, value in (("position", place), ("note_en", "Role"), ("note_fr", ""))
    }
    administrator.post(FOUNDING, sent)
    assert [(m.pk, m.note_en) for m in founding_members()] == [(two.pk, "Role"), (one.pk, "Role")]
    sent[f"member-{one.pk}-position"] = "zero"
    assert soup(administrator.post(FOUNDING, sent)).select_one("[data-parvis-errors]")


def test_member_is_removed_after_a_question(administrator):
    member = FoundingMemberFactory()
    address = f"{FOUNDING}{member.pk}/remove/"
    assert member.organisation.name in soup(administrator.get(address)).get_text()
    administrator.post(address)
    assert not FoundingMember.objects.exists()


def test_sites_are_added_changed_and_removed(administrator):
    CommuneFactory()
    sent = {"name": "Val-de-Grâce", "city": "Paris", "postcode": "75005", "opens_on": "2029-01-01", "position": "1"}
    administrator.post(f"{SITES}new/", sent)
    site = Site.objects.get()
    assert (site.slug, site.commune.name, site.opens_on.year) == ("val-de-grace", "Paris", 2029)
    assert soup(administrator.get(f"{SITES}{site.slug}/")).find(id="id_city")["value"] == "Paris"
    administrator.post(f"{SITES}{site.slug}/", {**sent, "name": "Val-de-Grâce II"})
    assert "Val-de-Grâce II" in soup(administrator.get(SITES)).table.get_text()
    assert soup(administrator.get(f"{SITES}{site.slug}/remove/")).h1
    administrator.post(f"{SITES}{site.slug}/remove/")
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": "X", "position": "0", "city": "Nowhere"}, "id_city"),
        ({"name": "X", "position": "0", "opens_on": "2027-01-02", "closes_on": "2027-01-01"}, "id_closes_on"),
    ],
)
def test_wrong_site_is_refused_beside_the_field(administrator, sent, field):
    page = soup(administrator.post(f"{SITES}new/", sent))
    assert page.find(id=f"{field}_error").get_text(strip=True)
    assert not Site.objects.exists()
    site = SiteFactory()
    assert soup(administrator.post(f"{SITES}{site.slug}/", sent)).find(id=f"{field}_error")


@pytest.mark.parametrize(("address", "make"), [(FOUNDING, FoundingMemberFactory), (SITES, SiteFactory)])
def test_lists_take_the_same_queries_for_one_and_for_three(administrator, address, make):
    make()
    administrator.get(address)
    one = count_queries(lambda: administrator.get(address))
    make()
    make()
    assert count_queries(lambda: administrator.get(address)) == one
