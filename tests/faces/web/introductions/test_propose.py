"""The page on which an introduction is proposed."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.messaging.models import Mail
from parvis.domain.introductions.models import Introduction
from parvis.domain.needs.enums import Readers, Side
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.introductions import IntroductionCapFactory, first_of, second_of
from tests.factories.needs import NoticeFactory, OpportunityFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
PAGE = reverse("introductions:propose")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(**values):
    return {"subject": "Shall we?", "message": "You should meet.", "language": "en", **values}


def test_message_begins_with_the_template_and_what_it_is_about(team, alpha, hospital):
    need = NoticeFactory(organisation=alpha.organisation, title="A site for our trial")
    address = f"{PAGE}?second=hospital&need={need.slug}&reason=Three+projects+together."
    page = team.get(address)
    form = page.context["form"]
    assert form["subject"].value() == "Alpha and Hospital: shall we introduce you?"
    message = form["message"].value()
    assert "Alpha looks for: A site for our trial" in message
    assert "Why the two of you:\n- Three projects together." in message
    assert "It could be for this call" not in message
    assert message.endswith("Camille, Parvis")
    french = team.get(address + "&language=fr").context["form"]["message"].value()
    assert "Alpha cherche : A site for our trial" in french.replace("\u00a0", " ").replace("\u202f", " ")
    assert team.get(address + "&language=xx").status_code == 200


def test_organisation_asks_in_its_own_words(alpha, hospital):
    offer = NoticeFactory(organisation=hospital.organisation, side=Side.OFFER, title="A platform")
    call = OpportunityFactory(title="Horizon")
    page = alpha.get(f"{PAGE}?first=alpha&offer={offer.slug}&opportunity={call.slug}")
    message = page.context["form"]["message"].value()
    assert "We at Alpha would like to get to know you." in message
    assert "Hospital offers: A platform" in message
    assert "We could answer this call together: Horizon" in message
    swapped = hospital.get(f"{PAGE}?first=alpha&second=hospital").context["form"]["subject"].value()
    assert swapped == "Hospital would like to meet Alpha"


def test_two_are_asked(team, alpha, hospital):
    address = f"{PAGE}?first=alpha&second=hospital"
    response = team.post(address, words())
    found = Introduction.objects.get()
    assert response.headers["Location"] == reverse("introductions:introduction", args=[found.pk])
    assert Mail.objects.count() == 2
    again = team.post(address, words())
    assert again.status_code == 422
    assert "being introduced already" in again.content.decode()


def test_preview_sends_nothing(team, alpha, hospital):
    OrganisationFactory(name="Silent", slug="silent")
    page = soup(team.post(f"{PAGE}?first=alpha&second=silent", words(preview="yes")))
    text = page.main.get_text(" ", strip=True)
    assert "Alpha" in text
    assert "Shall we?" in text
    assert "The team of Parvis would like to introduce you to Silent." in text
    assert "you pass this on yourself" in text
    own = alpha.post(f"{PAGE}?first=alpha&second=hospital", words(preview="yes")).content.decode()
    assert "you have agreed already" in own
    assert hospital.user.email not in own
    assert not Introduction.objects.exists()
    assert not Mail.objects.exists()


def test_campus_chooses_who_is_written_to(team, alpha, hospital):
    person = PersonFactory(name="Dr Gray", email="gray@hospital.example")
    MembershipFactory(person=person, organisation=hospital.organisation)
    address = f"{PAGE}?first=alpha&second=hospital"
    form = team.get(address).context["form"]
    assert form["second_person"].label == "Write to, at Hospital"
    assert "first_person" not in form.fields
    assert "second_person" not in alpha.get(address).context["form"].fields
    team.post(address, words(second_person=person.pk))
    assert second_of(Introduction.objects.get()).person == person


def test_full_organisation_needs_a_reason(team, alpha, hospital):
    IntroductionCapFactory(organisation=hospital.organisation)
    address = f"{PAGE}?first=alpha&second=hospital"
    assert "Say why it should be asked" in team.get(address).content.decode()
    assert alpha.post(address, words()).status_code == 422
    assert team.post(address, words()).status_code == 422
    team.post(address, words(despite="They asked for it."))
    assert Introduction.objects.get().note == "They asked for it."


def test_both_are_chosen_where_the_address_names_nobody(team, alpha, hospital):
    page = soup(team.get(PAGE))
    assert "Who looks for something?" in page.get_text()
    page = soup(team.get(PAGE + "?q=Alpha"))
    address = page.select_one("a[href*='first=alpha']")["href"]
    page = soup(team.get(PAGE + address + "&q=Hospital"))
    assert "Whom should they meet?" in page.get_text()
    assert page.select_one("input[type=hidden][name=first]")["value"] == "alpha"
    address = page.select_one("a[href*='second=hospital']")["href"]
    assert team.get(PAGE + address).context["form"]
    assert "No organisation of the directory fits" in team.get(PAGE + "?q=zzzz").content.decode()
    assert "not introduced to itself" in team.get(PAGE + "?first=alpha&second=alpha").content.decode()


def test_organisation_chooses_among_its_own_first(alpha, hospital):
    page = soup(alpha.get(PAGE + "?second=hospital"))
    assert page.select_one("a[href*='first=alpha']")
    other = soup(alpha.get(PAGE + "?first=hospital"))
    assert other.select_one("a[href*='second=alpha']")


def test_nobody_else_finds_the_page(sign_in, client, alpha, hospital):
    OrganisationFactory(slug="third")
    assert alpha.get(PAGE + "?first=hospital&second=third").status_code == 404
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("query", ["first=nobody", "need=nothing", "offer=nothing", "opportunity=nothing"])
def test_what_is_not_there_is_not_found(team, query):
    assert team.get(f"{PAGE}?{query}").status_code == 404


def test_need_that_one_may_not_see_is_not_found(alpha, hospital):
    need = NoticeFactory(organisation=hospital.organisation, readers=Readers.TEAM)
    assert alpha.get(f"{PAGE}?need={need.slug}&second=alpha").status_code == 404


def test_queries_do_not_grow_with_loads_and_people(team, alpha, hospital):
    address = f"{PAGE}?first=alpha&second=hospital"
    team.get(address)
    counts = []
    for _n in range(2):
        MembershipFactory(organisation=hospital.organisation)
        MembershipFactory(organisation=alpha.organisation)
        counts.append(count_queries(lambda: team.get(address)))
    assert counts[0] == counts[1]


def test_own_side_of_a_proposal(alpha, hospital):
    alpha.post(f"{PAGE}?first=alpha&second=hospital", words())
    assert first_of(Introduction.objects.get()).answered_by == alpha.user
