"""One need or offer: read, written, published, met, reported, hidden."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.core import clock
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.models import Notice, Report
from tests.factories.calls import ApplicationFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, owner_of
from tests.factories.needs import NoticeFactory, ReportFactory
from tests.factories.reference import RegionFactory, ThemeFactory

NEW = reverse("needs:new")


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def act(name):
    return reverse("needs:act", args=[Notice.objects.get().slug, name])


def given(**changed):
    told = {
        "side": "need",
        "kind": "clinical_site",
        "title": "A site for a trial",
        "text": "Twenty patients.",
        "language": "en",
        "readers": "everyone",
    }
    return {**told, **changed}


def test_page_says_what_and_never_how_to_reach_anybody(client, startup):
    person = MembershipFactory(organisation=startup, title="Head of trials").person
    person.email, person.phone, person.contact_visibility = "ada@pulsia.example", "0102030405", "public"
    person.save()
    notice = NoticeFactory(
        organisation=startup,
        person=person,
        side=Side.OFFER,
        kind=NoticeKind.EXPERTISE,
        readers=Readers.EVERYONE,
        capacity="4 hours a month",
        terms="Free",
        text="Two\n\nparagraphs <b>.",
        regions=[RegionFactory()],
        themes=[ThemeFactory(name_en="Hearts")],
    )
    page = client.get(notice.get_absolute_url())
    for words in ("4 hours a month", "Free", "Head of trials", "Île-de-France", "Hearts", "Sign in to be introduced"):
        assert words in text_of(page)
    assert "<p>paragraphs &lt;b&gt;.</p>" in page.content.decode()
    assert "pulsia.example" not in page.content.decode()
    assert "0102030405" not in page.content.decode()


def test_person_who_is_not_shown_any_more_is_not_named(client, other, startup):
    membership = MembershipFactory(organisation=startup, is_public=False)
    notice = NoticeFactory(organisation=startup, person=membership.person, readers=Readers.EVERYONE)
    assert membership.person.name not in text_of(client.get(notice.get_absolute_url()))


def test_what_one_may_not_see_is_not_there(client, visitor, other):
    for notice in (
        NoticeFactory(readers=Readers.TEAM),
        NoticeFactory(state=NoticeState.DRAFT),
        NoticeFactory(is_hidden=True),
    ):
        for reader in (client, visitor, other):
            assert reader.get(notice.get_absolute_url()).status_code == 404
    assert visitor.get(NoticeFactory().get_absolute_url()).status_code == 404


def test_introductions_are_asked_for_in_the_name_of_ones_organisation(other, visitor, writer, startup, sign_in):
    need = NoticeFactory(organisation=startup, readers=Readers.EVERYONE)
    offer = NoticeFactory(organisation=startup, side=Side.OFFER)
    propose = reverse("introductions:propose")
    for notice, asked in ((need, "?need={}&second=hospital"), (offer, "?offer={}&first=hospital")):
        page = BeautifulSoup(other.get(notice.get_absolute_url()).content, "html.parser")
        link = page.find("a", href=lambda href: href and href.startswith(propose))
        assert link["href"] == propose + asked.format(notice.slug)
        assert other.get(link["href"]).status_code == 200
    assert "Ask to be introduced" not in text_of(writer.get(need.get_absolute_url()))
    assert "between organisations" in text_of(visitor.get(need.get_absolute_url()))


def test_need_is_written_read_once_more_and_published(writer, client, startup):
    page = text_of(writer.get(NEW + "?side=offer"))
    assert "For Pulsia" in page
    saved = writer.post(NEW, given(themes=[ThemeFactory().pk], regions=[RegionFactory().pk]), follow=True)
    notice = Notice.objects.get()
    assert "This is how others will read it" in text_of(saved)
    assert (notice.organisation, notice.themes.count(), notice.regions.count()) == (startup, 1, 1)
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert "It is published" in text_of(writer.post(act("publish"), follow=True))
    assert "Twenty patients." in text_of(client.get(notice.get_absolute_url()))


def test_mistakes_stand_at_their_fields(writer, startup):
    refused = writer.post(NEW, given(title="", side="nonsense"))
    assert refused.status_code == 422
    hidden = MembershipFactory(organisation=startup, is_public=False).person
    refused = writer.post(NEW, given(person=hidden.pk))
    assert "not shown on the page of the organisation" in text_of(refused)
    stranger = MembershipFactory().person
    assert writer.post(NEW, given(person=stranger.pk)).status_code == 422
    assert not Notice.objects.exists()


def test_who_writes_for_several_chooses_and_others_find_nothing(sign_in, team, visitor, owner, startup):
    own = owner_of(OrganisationFactory(name="Second"))
    sign = sign_in(own)
    startup.accesses.create(user=own, level="editor")
    assert all(name in text_of(sign.get(NEW)) for name in ("Pulsia", "Second"))
    assert "Pulsia" in text_of(team.get(NEW, {"q": "Pulsia"}))
    assert "No organisation of the directory fits" in text_of(team.get(NEW, {"q": "zzzzzz"}))
    assert "Find yours in the directory" in text_of(visitor.get(NEW))
    assert visitor.get(NEW, {"organisation": "pulsia"}).status_code == 404
    assert team.get(NEW, {"organisation": "pulsia"}).status_code == 200
    assert team.get(NEW, {"organisation": "nobody"}).status_code == 404


def test_edit_shows_what_is_saved_and_keeps_refusals(writer, other, startup):
    notice = NoticeFactory(organisation=startup, title="Before", themes=[ThemeFactory()])
    edit = reverse("needs:edit", args=[notice.slug])
    assert "Before" in writer.get(edit).content.decode()
    yesterday = clock.today() - dt.timedelta(days=1)
    assert "This day has passed" in text_of(writer.post(edit, given(ends_on=yesterday.isoformat())))
    writer.post(edit, given(title="After"))
    notice.refresh_from_db()
    assert notice.title == "After"
    assert other.get(edit).status_code == 404


@pytest.mark.parametrize(
    ("state", "name", "new"),
    [
        (NoticeState.OPEN, "meet", NoticeState.MET),
        (NoticeState.OPEN, "withdraw", NoticeState.WITHDRAWN),
        (NoticeState.OPEN, "prolong", NoticeState.OPEN),
        (NoticeState.MET, "reopen", NoticeState.OPEN),
        (NoticeState.WITHDRAWN, "reopen", NoticeState.OPEN),
        (NoticeState.EXPIRED, "reopen", NoticeState.OPEN),
    ],
)
def test_each_state_offers_its_acts(state, name, new, writer, other, startup):
    notice = NoticeFactory(organisation=startup, state=state, ended_at=clock.now())
    page = writer.get(notice.get_absolute_url())
    assert act(name) in page.content.decode()
    assert other.post(act(name)).status_code == 404
    assert writer.get(act(name)).status_code == 405
    writer.post(act(name))
    assert Notice.objects.get().state == new


def test_refused_acts_say_why(writer, startup):
    NoticeFactory(organisation=startup, state=NoticeState.DRAFT, text="")
    refused = text_of(writer.post(act("publish"), follow=True))
    assert "Say in a few sentences" in refused
    assert "cannot be done" in text_of(writer.post(act("meet"), follow=True))
    assert writer.post(act("nonsense")).status_code == 404
    assert "Nothing written yet" in text_of(writer.post(act("remove"), follow=True))


def test_draft_of_an_application_asks_to_be_published(writer, team, startup, owner):
    application = ApplicationFactory(organisation=startup, created_by=owner)
    notice = NoticeFactory(
        organisation=startup,
        application=application,
        question_key="need",
        is_as_answered=True,
        state=NoticeState.DRAFT,
    )
    assert "publish as a need" in text_of(writer.get(reverse("dashboard:dashboard")))
    page = text_of(writer.get(notice.get_absolute_url()))
    assert application.reference in page
    assert "Publish as a need" in page
    assert "Do not publish it" in page
    assert team.get(notice.get_absolute_url()).status_code == 404
    assert "from an application" in text_of(writer.get(reverse("needs:mine")))


def test_dashboard_says_what_ends(writer, startup):
    NoticeFactory(organisation=startup, title="Ending", ends_on=clock.today() + dt.timedelta(days=2))
    NoticeFactory(organisation=startup, title="Far away")
    page = text_of(writer.get(reverse("dashboard:dashboard")))
    assert "Ending" in page
    assert "Far away" not in page


def test_report_reaches_the_team_who_hides_and_shows(other, writer, team, startup):
    notice = NoticeFactory(organisation=startup, title="Buy now")
    report = reverse("needs:report", args=[notice.slug])
    assert writer.get(report).status_code == 404
    assert other.post(report, {"reason": ""}).status_code == 422
    assert "Thank you" in text_of(other.post(report, {"reason": "An advertisement."}, follow=True))
    assert "You have reported this already" in text_of(other.post(report, {"reason": "Again."}))
    assert "Buy now" in text_of(team.get(reverse("needs:reports")))
    assert "Buy now" in text_of(team.get(reverse("dashboard:dashboard")))
    assert "1 was reported" in text_of(team.get(reverse("needs:everything")))
    assert "An advertisement." in text_of(team.get(notice.get_absolute_url()))
    hide = reverse("needs:hide", args=[notice.slug])
    assert "Say why" in text_of(team.post(hide, {"because": ""}, follow=True))
    team.post(hide, {"because": "Advertising"})
    assert other.get(notice.get_absolute_url()).status_code == 404
    assert "Advertising" in text_of(writer.get(notice.get_absolute_url()))
    assert "Nothing was reported" in text_of(team.get(reverse("needs:reports")))
    team.post(reverse("needs:show", args=[notice.slug]))
    assert other.get(notice.get_absolute_url()).status_code == 200
    assert other.post(hide, {"because": "No."}).status_code == 404


def test_nothing_is_wrong_with_it(team, startup):
    report = ReportFactory()
    team.post(reverse("needs:settle", args=[report.notice.slug]))
    assert Report.objects.get().settled_at is not None


def test_files_hold_no_formula(team, other):
    NoticeFactory(title="=1+1", state=NoticeState.DRAFT)
    address = reverse("needs:export", args=["csv"]) + "?state=any"
    content = b"".join(team.get(address).streaming_content).decode()
    assert "'=1+1" in content
    assert b"".join(team.get(reverse("needs:export", args=["xlsx"])).streaming_content).startswith(b"PK")
    nobody = b"".join(team.get(reverse("needs:export", args=["csv"]) + "?organisation=nobody").streaming_content)
    assert len(nobody.splitlines()) == 1
    assert other.get(address).status_code == 404


def test_team_looks_through_all_states(team):
    NoticeFactory(title="A draft", state=NoticeState.DRAFT)
    page = reverse("needs:everything")
    assert "Nothing fits" in text_of(team.get(page))
    assert "A draft" in text_of(team.get(page, {"state": "draft", "side": "need"}))
    assert "Nothing fits" in text_of(team.get(page, {"organisation": "nobody"}))
