"""Lists of needs and offers: who reads what, filters, fragments, empty states, queries."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.search.services import indexing
from parvis.domain.needs.enums import NoticeState, Readers, Side
from parvis.domain.needs.search_documents import NOTICES
from tests.factories.needs import NoticeFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.support.queries import count_queries

NEEDS, OFFERS = reverse("needs:needs"), reverse("needs:offers")


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_each_reads_what_is_for_them(client, visitor, other, startup):
    NoticeFactory(title="For all", readers=Readers.EVERYONE)
    NoticeFactory(title="For those who act")
    NoticeFactory(title="For the team", readers=Readers.TEAM)
    NoticeFactory(title="An offer", side=Side.OFFER, readers=Readers.EVERYONE)
    for reader, seen in ((client, 1), (visitor, 1), (other, 2)):
        text = text_of(reader.get(NEEDS))
        assert [title in text for title in ("For all", "For those who act", "For the team")] == [
            place < seen for place in range(3)
        ]
        assert "An offer" not in text
    assert "An offer" in text_of(client.get(OFFERS))


def test_filters_narrow_and_htmx_gets_the_list_alone(other, startup):
    theme, region = ThemeFactory(name_en="Hearts"), RegionFactory()
    NoticeFactory(title="Blue", themes=[theme], regions=[region], organisation=startup, capacity="20 beds")
    NoticeFactory(title="Green", state=NoticeState.MET)
    indexing.rebuild(NOTICES)
    given = {"q": "blu", "theme": theme.code, "region": "11", "kind": "clinical_site", "organisation": "pulsia"}
    page = other.get(NEEDS, given)
    assert all(word in text_of(page) for word in ("Blue", "Hearts", "20 beds", "Of Pulsia"))
    assert "Green" not in text_of(page)
    assert "Green" in text_of(other.get(NEEDS, {"state": "met"}))
    fragment = other.get(NEEDS, given, headers={"HX-Request": "true", "HX-Target": "notices"})
    assert "<html" not in fragment.content.decode()
    assert fragment.content.decode().strip() in page.content.decode()
    for nonsense in ({"organisation": "nobody"}, {"q": "zzzz"}):
        assert "Nothing fits" in text_of(other.get(NEEDS, nonsense))
    assert "Blue" in text_of(other.get(NEEDS, {"kind": "nonsense", "state": "nonsense"}))


def test_empty_lists_say_what_to_do(client, other):
    assert "Sign in to read them" in text_of(client.get(NEEDS))
    assert "Write the first one" in text_of(other.get(OFFERS))


@pytest.mark.parametrize("name", ["needs:needs", "needs:mine", "needs:everything"])
def test_queries_do_not_grow(name, team, sign_in, startup, owner):
    reader = sign_in(owner) if name == "needs:mine" else team
    counts = []
    for _n in range(4):
        NoticeFactory(organisation=startup, themes=[ThemeFactory()], regions=[RegionFactory()])
        counts.append(count_queries(lambda: reader.get(reverse(name))))
    assert counts[1] == counts[3]


def test_organisation_says_what_is_open(client, writer, other, startup):
    address = startup.get_absolute_url()
    assert "Needs and offers" not in text_of(client.get(address))
    assert "Nothing is open" in text_of(writer.get(address))
    for number in range(7):
        NoticeFactory(organisation=startup, title=f"Need {number}")
    assert "Need 6" in text_of(other.get(address))
    assert "All its needs" in text_of(other.get(address))
    assert "Need 6" not in text_of(client.get(address))


def test_french_pages_are_french(client, writer, startup):
    NoticeFactory(organisation=startup, readers=Readers.EVERYONE)
    page = client.get(NEEDS + "?lang=fr").content.decode()
    assert "Ce que les organisations cherchent" in page
    assert "site clinique" in page
