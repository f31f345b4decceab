"""Pages of those who run calls: set one up, open it, and let people in."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from parvis.base.accounts.enums import Role
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState, CallState
from parvis.domain.calls.models import Application, Call, CallManager, ChecklistItem, LateAccess, Round
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    CallFactory,
    CallFormFactory,
    CallManagerFactory,
    ChecklistItemFactory,
    LateAccessFactory,
    RoundFactory,
)
from tests.factories.campus import CampusFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.forms import VersionFactory
from tests.factories.reference import ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def team(sign_in):
    CampusFactory()
    return sign_in(account_with(Role.PROGRAMME))


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return text_of(response)


def test_a_call_is_created_and_says_what_remains(team):
    partner, theme = OrganisationFactory(slug="partner"), ThemeFactory()
    values = {"title_fr": "Appel", "timezone": "Europe/Paris", "organiser": "/organisations/partner/"}
    response = team.post("/campus/calls/new/", {**values, "themes": [theme.pk]}, follow=True)
    call = Call.objects.get()
    assert (call.organiser, list(call.themes.all()), call.state) == (partner, [theme], CallState.DRAFT)
    text = text_of(response)
    assert "Publish the form of the application" in text
    assert "A manager of the organiser" in text


def test_what_cannot_be_taken_is_said_at_its_field(team):
    values = {"title_fr": "Appel", "timezone": "Mars/Olympus", "organiser": "nobody"}
    assert "no organisation with this address" in text_of(team.post("/campus/calls/new/", values))
    assert "no such time zone" in text_of(team.post("/campus/calls/new/", {**values, "organiser": ""}))
    call = CallFactory()
    rolling = {"title_fr": "A", "timezone": "Europe/Paris", "is_rolling": "on"}
    assert "stays as it is" in text_of(team.post(f"/campus/calls/{call.slug}/edit/", rolling))


def test_texts_are_edited_and_the_organiser_stays_for_its_manager(sign_in):
    call = CallFactory(organiser=OrganisationFactory())
    client = sign_in(CallManagerFactory(call=call).user)
    assert "Organiser" not in read(client, f"/campus/calls/{call.slug}/edit/")
    client.post(f"/campus/calls/{call.slug}/edit/", {"title_fr": "Neuf", "timezone": "Europe/Paris"})
    call.refresh_from_db()
    assert (call.title_fr, call.organiser is not None) == ("Neuf", True)


def test_call_opens_when_it_is_ready_and_closes(team):
    call = CallFactory(state=CallState.DRAFT)
    opening = f"/campus/calls/{call.slug}/acts/open/"
    assert "Everyone will see the call" in read(team, opening)
    assert "Publish the form" in text_of(team.post(opening, follow=True))
    VersionFactory(form=CallFormFactory(call=call).form)
    RoundFactory(call=call)
    assert "The call is open" in text_of(team.post(opening, follow=True))
    assert team.get(opening).status_code == 404
    ApplicationFactory(call=call, state=ApplicationState.DRAFT)
    assert "1 draft is not submitted" in read(team, f"/campus/calls/{call.slug}/acts/close/")
    for name in ("close", "archive", "restore"):
        assert team.get(f"/campus/calls/{call.slug}/acts/{name}/").status_code == 200
        team.post(f"/campus/calls/{call.slug}/acts/{name}/")
    assert Call.objects.get().state == CallState.CLOSED
    assert "cannot be done" in text_of(team.post(f"/campus/calls/{call.slug}/acts/restore/", follow=True))
    assert team.get(f"/campus/calls/{call.slug}/acts/nothing/").status_code == 404


def test_a_draft_is_removed_unless_somebody_applied(team):
    call = CallFactory(state=CallState.DRAFT, opened_at=None)
    application = ApplicationFactory(call=call, state=ApplicationState.DRAFT)
    path = f"/campus/calls/{call.slug}/remove/"
    assert "never opened" in read(team, path)
    assert "There are applications" in text_of(team.post(path, follow=True))
    Application.objects.filter(pk=application.pk).delete()
    assert "The call is removed" in text_of(team.post(path, follow=True))
    assert not Call.objects.exists()


def test_list_costs_the_same_with_one_call_and_with_three(team):
    assert "Create the first one" in read(team, "/campus/calls/")
    ApplicationFactory(call=RoundFactory().call)
    one = count_queries(lambda: team.get("/campus/calls/"))
    for _ in range(2):
        ApplicationFactory(call=RoundFactory(call__organiser=OrganisationFactory()).call)
    assert count_queries(lambda: team.get("/campus/calls/")) == one


def test_outsiders_see_nothing(sign_in):
    call = CallFactory()
    for user in (UserFactory(), account_with(Role.COMMUNITY), CallManagerFactory().user):
        assert sign_in(user).get(f"/campus/calls/{call.slug}/").status_code == 404
    assert sign_in(UserFactory()).get("/campus/calls/new/").status_code == 404


def test_page_of_a_call_names_drafts_and_nothing_more(team):
    draft = ApplicationFactory(state=ApplicationState.DRAFT, title="A secret title")
    text = read(team, f"/campus/calls/{draft.call.slug}/")
    assert draft.organisation.name in text
    assert "secret" not in text


def test_rounds_are_set_on_the_clocks_of_the_call(team):
    call = CallFactory(timezone="America/Martinique")
    path = f"/campus/calls/{call.slug}/rounds/"
    assert "No round yet" in read(team, path)
    team.post(path, {"opens_at": "2026-07-01T08:00", "closes_at": "2026-07-31T23:59"})
    one = Round.objects.get()
    assert one.closes_at == dt.datetime(2026, 8, 1, 3, 59, tzinfo=dt.UTC)
    assert "31 July 2026, 23:59" in read(team, path)
    assert 'value="2026-07-31T23:59"' in team.get(f"{path}{one.pk}/").content.decode()
    team.post(f"{path}{one.pk}/", {"opens_at": "2026-07-01T08:00", "places": "12"})
    assert Round.objects.get().places == 12
    early = {"opens_at": "2026-07-01T08:00", "closes_at": "2026-06-01T08:00"}
    assert "close after it opens" in text_of(team.post(f"{path}{one.pk}/", early))
    assert "close after it opens" in text_of(team.post(path, early))
    assert "Write a day" in text_of(team.post(path, {"opens_at": "tomorrow"}))
    application = ApplicationFactory(call=call, round=one)
    assert "attach them to another" in text_of(team.post(f"{path}{one.pk}/remove/", follow=True))
    Application.objects.filter(pk=application.pk).update(round=None)
    assert "The round is removed" in text_of(team.post(f"{path}{one.pk}/remove/", follow=True))


def test_an_hour_that_does_not_exist_is_refused(team):
    call = CallFactory()
    response = team.post(f"/campus/calls/{call.slug}/rounds/", {"opens_at": "2026-03-29T02:30"})
    assert "does not exist on that night" in text_of(response)


def test_points_are_added_renamed_moved_and_removed(team):
    call = CallFactory()
    path = f"/campus/calls/{call.slug}/points/"
    assert "No point yet" in read(team, path)
    for label in ("Premier", "Second"):
        team.post(path, {"label_fr": label})
    first, second = call.checklist.all()
    team.post(f"{path}{second.pk}/up/")
    assert list(call.checklist.all()) == [second, first]
    assert team.get(f"{path}{first.pk}/").status_code == 200
    team.post(f"{path}{first.pk}/", {"label_fr": "Autre", "label_en": "Other"})
    assert "Other" in read(team, path)
    team.post(f"{path}{first.pk}/remove/")
    assert ChecklistItem.objects.get() == second


def test_managers_are_named_and_removed(team):
    call = CallFactory(organiser=OrganisationFactory(name="Partner"))
    path = f"/campus/calls/{call.slug}/managers/"
    assert "so that it runs its own programme" in read(team, path)
    user = AccessFactory(organisation=call.organiser).user
    assert "no account" in text_of(team.post(path, {"email": "nobody@example.org"}))
    team.post(path, {"email": user.email})
    row = CallManager.objects.get()
    assert user.display_name in read(team, path)
    team.post(f"{path}{row.pk}/remove/")
    assert not CallManager.objects.exists()


def test_late_access_is_given_and_revoked(team):
    one = RoundFactory()
    path = f"/campus/calls/{one.call.slug}/late/"
    assert "No late access yet" in read(team, path)
    values = {"email": "late@example.org", "one": one.pk, "until": "2031-01-01T12:00", "reason": "Panne"}
    assert "Choose a moment" in text_of(team.post(path, {**values, "until": "2001-01-01T12:00"}))
    assert "on its way" in text_of(team.post(path, values, follow=True))
    late = LateAccess.objects.get()
    assert "no longer works" in text_of(team.post(f"{path}{late.pk}/revoke/", follow=True))
    assert "revoked already" in text_of(team.post(f"{path}{late.pk}/revoke/", follow=True))
    LateAccessFactory(round=one, until=clock.now() - DAY)
    LateAccessFactory(round=one, used_by=UserFactory())
    LateAccessFactory(round=one)
    text = read(team, path)
    assert [word for word in ("revoked", "over", "opened", "not opened yet") if word not in text] == []


def test_late_access_needs_a_round(team):
    assert "Add a round first" in read(team, f"/campus/calls/{CallFactory().slug}/late/")


def test_drafts_are_reminded_without_being_seen(team):
    draft = ApplicationFactory(call=RoundFactory().call, state=ApplicationState.DRAFT, title="Secret")
    path = f"/campus/calls/{draft.call.slug}/remind/"
    text = read(team, path)
    assert "1 draft would be reminded" in text
    assert "Secret" not in text
    assert "1 draft was reminded" in text_of(
        team.post(path, {"message_fr": "Bonjour", "message_en": "Hello"}, follow=True)
    )
    assert Mail.objects.get().to == draft.created_by.email
    assert "Nobody to remind" in read(team, path)


def test_nobody_is_reminded_of_a_call_that_is_over(team):
    call = CallFactory()
    path = f"/campus/calls/{call.slug}/remind/"
    assert "could not be submitted" in read(team, path)
    assert "takes no applications now" in text_of(team.post(path, {"message_fr": "a", "message_en": "b"}))


def test_points_that_were_checked_stay(team):
    from tests.factories.calls import ScreeningCheckFactory

    check = ScreeningCheckFactory()
    point = check.item
    path = f"/campus/calls/{point.call.slug}/points/{point.pk}/remove/"
    assert "stays on file" in text_of(team.post(path, follow=True))
    assert ChecklistItemFactory(call=point.call) in point.call.checklist.all()


def test_call_is_copied_with_its_rounds_on_another_day(team):
    one = RoundFactory(opens_at=dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC), closes_at=None)
    path = f"/campus/calls/{one.call.slug}/copy/"
    assert 'value="2026-01-05"' in team.get(path).content.decode()
    response = team.post(path, {"title_fr": "Second", "starts_on": "2026-07-06"}, follow=True)
    assert "Nothing of any applicant" in text_of(response)
    assert Round.objects.get(call__title_fr="Second").opens_at == dt.datetime(2026, 7, 6, 7, tzinfo=dt.UTC)
    assert team.get(f"/campus/calls/{CallFactory().slug}/copy/").status_code == 200
