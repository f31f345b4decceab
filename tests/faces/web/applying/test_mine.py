"""What one applies for at a glance, and beginning."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup

from parvis.base.accounts.tokens import hash_of
from parvis.core import clock
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.applying.services.submitting import submit_application
from parvis.domain.calls.enums import ApplicationAction, ApplicationState, FormStage
from parvis.domain.calls.models import Application
from parvis.domain.calls.services.moving import move_application
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision
from parvis.domain.directory.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory, CorrectionRequestFactory, LateAccessFactory, RoundFactory
from tests.factories.cohorts import DecisionFactory, JuryFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.reference import CommuneFactory
from tests.support.applying import NEED, a_call, a_draft, asked_later, fill, write
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def text_of(response):
    """The answer as text, white space aside."""
    return " ".join(response.content.decode().split())


def submitted(**values):
    """An application that was submitted once."""
    application = fill(a_draft(**values))
    submit_application(actor=application.created_by, application=application)
    return Application.objects.get(pk=application.pk)


def test_nothing_applied_for_leads_to_the_open_calls(sign_in):
    client = sign_in(UserFactory())
    assert "No call is open at this moment" in text_of(client.get("/applications/"))
    call = a_call(title_en="Spring call")
    page = text_of(client.get("/applications/"))
    assert "Choose one of the open calls below" in page
    assert f'href="/applications/begin/{call.slug}/"' in page


def test_what_is_expected_comes_first_and_what_ended_last(sign_in):
    user = UserFactory()
    ended, waiting, draft = submitted(actor=user), submitted(actor=user), a_draft(actor=user)
    move_application(actor=None, application=ended, action=ApplicationAction.DISMISS)
    page = text_of(sign_in(user).get("/applications/"))
    places = [page.index(f'href="/applications/{one.reference}/"') for one in (draft, waiting, ended)]
    assert places == sorted(places)
    assert "The team does not go on with this application." in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(sign_in, number):
    user = UserFactory()
    for _ in range(number):
        submitted(actor=user)
    client = sign_in(user)
    client.get("/applications/")
    assert count_queries(lambda: client.get("/applications/")) == 20


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_application_takes_the_same_queries_for_one_and_for_three_versions(sign_in, number):
    application = submitted()
    for revision in range(1, number):
        write(application, NEED, f"Version {revision}", revision=revision)
        submit_application(actor=application.created_by, application=application)
        CollaboratorFactory(application=application)
    client = sign_in(application.created_by)
    client.get(f"/applications/{application.reference}/")
    assert count_queries(lambda: client.get(f"/applications/{application.reference}/")) == 25


def test_an_application_says_where_it_stands_and_what_is_expected(sign_in):
    application = submitted()
    client = sign_in(application.created_by)
    url = f"/applications/{application.reference}/"
    assert "The team has your application" in text_of(client.get(url))
    write(application, NEED, "Changed", revision=1)
    assert "You changed answers after you submitted" in text_of(client.get(url))
    CorrectionRequestFactory(application=application, questions=[NEED], message="How many beds?")
    page = text_of(client.get(url))
    assert "The team asks you to complete or correct some answers." in page
    assert "How many beds?" in page
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.SHORTLISTED)
    asked_later(application.call)
    application.refresh_from_db()
    ask_for_form(
        actor=None, application=application, stage=FormStage.INTERVIEW, due_at=clock.now() + dt.timedelta(days=2)
    )
    page = text_of(client.get(url))
    assert "one more form: before the interview" in page
    assert f'href="/applications/{application.reference}/interview/"' in page


def test_a_decision_is_read_from_the_application_once_it_is_told(sign_in):
    application = submitted()
    client = sign_in(application.created_by)
    pages = ("/applications/", f"/applications/{application.reference}/")
    jury = JuryFactory(round=application.round, confirm_by=clock.now() + dt.timedelta(days=9))
    decision = DecisionFactory(jury=jury, application=application)
    letter = f'href="/decisions/{decision.pk}/"'
    assert [letter in text_of(client.get(page)) for page in pages] == [False, False]
    Application.objects.update(state=ApplicationState.ACCEPTED)
    told = {"notified_at": clock.now(), "first_notified_at": clock.now(), "confirm_by": jury.confirm_by}
    Decision.objects.update(state=DecisionState.NOTIFIED, **told)
    for page in pages:
        text = text_of(client.get(page))
        assert ("say whether you take the place" in text, letter in text) == (True, True)
    with time_machine.travel(jury.confirm_by, tick=False):
        assert "say whether you take the place" not in text_of(client.get(pages[1]))
    Decision.objects.update(state=DecisionState.CONFIRMED)
    for page in pages:
        text = text_of(client.get(page))
        assert ("say whether you take the place" in text, letter in text) == (False, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_one_query_more_for_whatever_was_decided(sign_in, number):
    user = UserFactory()
    for _ in range(number):
        application = submitted(actor=user)
        Application.objects.update(state=ApplicationState.REJECTED)
        told = {"state": DecisionState.NOTIFIED, "outcome": Outcome.REJECT}
        DecisionFactory(jury=JuryFactory(round=application.round), application=application, **told)
    client = sign_in(user)
    client.get("/applications/")
    assert count_queries(lambda: client.get("/applications/")) == 21


def test_what_the_team_wrote_is_shown(sign_in):
    application = submitted()
    move_application(actor=None, application=application, action=ApplicationAction.DISMISS, message="Out of scope.")
    assert "Out of scope." in text_of(sign_in(application.created_by).get(f"/applications/{application.reference}/"))


def test_a_draft_after_the_deadline_is_kept_and_said_to_be(sign_in):
    draft = a_draft()
    with time_machine.travel(draft.round.closes_at, tick=False):
        page = text_of(sign_in(draft.created_by).get(f"/applications/{draft.reference}/"))
    assert "The deadline has passed. What you wrote is kept here, and was not submitted." in page
    Application.objects.filter(pk=draft.pk).update(round=None)
    draft.call.rounds.update(closes_at=clock.now() - dt.timedelta(days=1))
    page = text_of(sign_in(draft.created_by).get(f"/applications/{draft.reference}/"))
    assert "The call takes no applications now." in page


def test_a_stranger_and_a_reference_that_nobody_has_are_alike(sign_in):
    draft = a_draft()
    client = sign_in(UserFactory())
    for reference in (draft.reference, "2026-9999"):
        assert client.get(f"/applications/{reference}/").status_code == 404


def test_the_dashboard_shows_what_one_applies_for(sign_in):
    draft = a_draft()
    page = text_of(sign_in(draft.created_by).get("/dashboard/"))
    assert "My applications" in page
    assert f'href="/applications/{draft.reference}/application/"' in page
    assert "All my applications" not in text_of(sign_in(UserFactory()).get("/dashboard/"))


def test_one_begins_with_an_organisation_of_one_s_own(sign_in):
    call, organisation = a_call(), OrganisationFactory(name="Cardiolib")
    user = AccessFactory(organisation=organisation, level="owner").user
    client = sign_in(user)
    page = text_of(client.get(f"/applications/begin/{call.slug}/"))
    assert "Cardiolib" in page
    answer = client.post(f"/applications/begin/{call.slug}/", {"organisation": organisation.pk})
    application = Application.objects.get()
    assert (application.organisation, application.created_by) == (organisation, user)
    assert answer.headers["Location"] == f"/applications/{application.reference}/application/"
    assert "You have begun for Cardiolib already" in text_of(client.get(f"/applications/begin/{call.slug}/"))


def test_what_one_types_is_looked_for_in_the_directory(sign_in):
    call, client = a_call(), sign_in(UserFactory())
    OrganisationFactory(name="Institut du cœur")
    url = f"/applications/begin/{call.slug}/?name=institut"
    page = BeautifulSoup(client.get(url).content.decode(), "html.parser")
    fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "found"}).content.decode()
    assert "Institut du cœur" in fragment
    empty = BeautifulSoup(client.get(f"/applications/begin/{call.slug}/").content.decode(), "html.parser")
    swapped = swap(str(empty.find(id="found")), fragment, target="#found")
    assert swapped == normal(str(page.find(id="found")))
    nothing = text_of(client.get(f"/applications/begin/{call.slug}/?name=zzzz"))
    assert "Nothing in the directory has this name" in nothing


@pytest.mark.parametrize("chosen", ["", "x", "999999", "9" * 30])
def test_without_an_organisation_one_chooses_again(sign_in, chosen):
    call = a_call()
    answer = sign_in(UserFactory()).post(f"/applications/begin/{call.slug}/", {"organisation": chosen}, follow=True)
    assert "Choose the organisation for which you apply." in text_of(answer)


def test_a_call_that_is_closed_says_when_it_opens_again(sign_in):
    call, client = a_call(), sign_in(UserFactory())
    call.rounds.update(closes_at=clock.now() - dt.timedelta(days=1))
    assert "If you were prevented from applying in time" in text_of(client.get(f"/applications/begin/{call.slug}/"))
    RoundFactory(call=call, opens_at=clock.now() + dt.timedelta(days=2))
    assert "The next round opens on" in text_of(client.get(f"/applications/begin/{call.slug}/"))
    answer = client.post(f"/applications/begin/{call.slug}/", {"organisation": OrganisationFactory().pk}, follow=True)
    assert "This call takes no applications now." in text_of(answer)


def test_a_draft_of_a_call_that_is_not_published_is_not_there(sign_in):
    call = a_call(state="draft")
    assert sign_in(UserFactory()).get(f"/applications/begin/{call.slug}/").status_code == 404


def test_whoever_comes_second_may_ask_to_join(sign_in):
    first, user = a_draft(), UserFactory()
    client = sign_in(user)
    url = f"/applications/begin/{first.call.slug}/"
    answer = client.post(url, {"organisation": first.organisation.pk})
    assert answer.status_code == 409
    assert "is applying already" in text_of(answer)
    ask = f"{url}join/{first.organisation.pk}/"
    assert "Your colleagues were told." in text_of(client.post(ask, follow=True))
    assert "You have asked already" in text_of(client.post(ask, follow=True))
    assert client.post(f"{url}join/{OrganisationFactory().pk}/").status_code == 404
    page = text_of(sign_in(first.created_by).get(f"/applications/{first.reference}/"))
    assert "Someone asks to write this application with you." in page


def test_an_organisation_that_the_directory_does_not_know_is_entered(sign_in):
    call, client = a_call(), sign_in(UserFactory())
    url = f"/applications/begin/{call.slug}/new/"
    assert 'value="Neo"' in client.get(f"{url}?name=Neo").content.decode()
    values = {"name": "Néopousse", "kind": "startup", "siren": "732 829 320", "city": "", "website": ""}
    assert "valid" in text_of(client.post(url, {**values, "siren": "123"})).lower()
    answer = client.post(url, values)
    application = Application.objects.get()
    assert application.organisation == Organisation.objects.get(name="Néopousse")
    assert answer.headers["Location"] == f"/applications/{application.reference}/application/"


def test_a_city_of_which_there_are_several_is_told_by_its_postcode(sign_in):
    call, client = a_call(), sign_in(UserFactory())
    for code, postcodes in (("93066", "93200"), ("97411", "97400")):
        CommuneFactory(code=code, name="Saint-Denis", postcodes=postcodes)
    url = f"/applications/begin/{call.slug}/new/"
    values = {"name": "Néopousse", "kind": "startup", "siren": "", "city": "Saint-Denis", "website": ""}
    assert "Give both its name and its postcode." in text_of(client.post(url, {**values, "postcode": ""}))
    client.post(url, {**values, "postcode": "97400"})
    assert Organisation.objects.get(name="Néopousse").commune.code == "97411"


def test_an_organisation_that_looks_the_same_is_shown_first(sign_in):
    call, client = a_call(), sign_in(UserFactory())
    OrganisationFactory(name="Néopousse")
    url = f"/applications/begin/{call.slug}/new/"
    values = {"name": "Néopousse", "kind": "startup", "siren": "", "city": "", "website": ""}
    assert "Is it one of these?" in text_of(client.post(url, values))
    assert not Application.objects.exists()
    client.post(url, {**values, "anyway": "yes"})
    assert Application.objects.get().organisation.slug == "neopousse"


def test_a_call_that_closed_meanwhile_is_said_beside_the_form(sign_in):
    call = a_call()
    call.rounds.update(closes_at=clock.now() - dt.timedelta(days=1))
    values = {"name": "Néopousse", "kind": "startup", "siren": "", "city": "", "website": ""}
    page = text_of(sign_in(UserFactory()).post(f"/applications/begin/{call.slug}/new/", values))
    assert "This call takes no applications now." in page


def test_a_late_link_lets_one_in(sign_in, client):
    call, user = a_call(), UserFactory()
    late = LateAccessFactory(round=call.rounds.get(), token_hash=hash_of("late"))
    call.rounds.update(closes_at=clock.now() - dt.timedelta(minutes=1))
    assert "Sign in, or create an account" in text_of(client.get("/applications/late/late/"))
    assert client.post("/applications/late/late/").status_code == 404
    mine = sign_in(user)
    assert "Go on" in text_of(mine.get("/applications/late/late/"))
    assert mine.post("/applications/late/late/").headers["Location"] == f"/applications/begin/{call.slug}/"
    mine.post(f"/applications/begin/{call.slug}/", {"organisation": OrganisationFactory().pk})
    application = Application.objects.get()
    answer = mine.post("/applications/late/late/")
    assert answer.headers["Location"] == f"/applications/{application.reference}/application/"
    assert "The deadline has passed for others" in text_of(mine.get(answer.headers["Location"]))
    other = sign_in(UserFactory())
    assert other.post("/applications/late/late/").status_code == 404
    late.refresh_from_db()
    late.revoked_at = clock.now()
    late.save()
    assert "This link no longer works" in text_of(mine.get("/applications/late/late/"))
