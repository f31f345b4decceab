"""Beginning an application: one for each organisation and call."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError

from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.applying.services import beginning
from parvis.domain.applying.services.beginning import AlreadyBegun, add_applicant, begin_application
from parvis.domain.calls.enums import ApplicationState, Origin
from parvis.domain.calls.models import Application, CurrentApplication
from parvis.domain.directory.drafts import IdentifierRow
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, CallFactory, LateAccessFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.support.applying import a_call, a_draft
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


def test_a_draft_belongs_to_the_open_round_and_asks_the_published_questions():
    call, user, organisation = a_call(), UserFactory(language="fr"), OrganisationFactory()
    application = begin_application(actor=user, call=call, organisation=organisation)
    assert application.state == ApplicationState.DRAFT
    assert (application.round, application.origin) == (call.rounds.get(), Origin.CALL)
    assert application.sheet.version.form == call.forms.get().form
    assert (application.language, application.created_by) == ("fr", user)
    assert CurrentApplication.objects.get().application == application
    assert Entry.objects.get(verb="applying.application_begun").target_id == str(application.pk)


def test_a_rolling_call_has_no_round_at_first():
    application = a_draft(call=a_call(is_rolling=True))
    assert (application.round, application.origin) == (None, Origin.SPONTANEOUS)


def test_references_count_up_within_the_year():
    with time_machine.travel(dt.datetime(2031, 3, 1, tzinfo=dt.UTC), tick=False):
        call = a_call()
        assert [a_draft(call=call).reference for _ in range(2)] == ["2031-0001", "2031-0002"]
        ApplicationFactory(reference="2031-12345")
        assert a_draft(call=call).reference == "2031-12346"


def test_a_number_that_somebody_took_a_moment_ago_is_not_given_twice(monkeypatch):
    ApplicationFactory(reference=f"{clock.now().year}-0001")
    monkeypatch.setattr(beginning, "_last_number", lambda _year: 0)
    assert a_draft().reference.endswith("-0002")


def test_numbers_that_are_all_taken_are_given_up(monkeypatch):
    ApplicationFactory(reference=f"{clock.now().year}-0001")
    monkeypatch.setattr(beginning, "_last_number", lambda _year: 0)
    monkeypatch.setattr(beginning, "MOST_TRIES", 1)
    with pytest.raises(Conflict):
        a_draft()


def test_what_cannot_be_written_for_another_reason_is_not_tried_with_further_numbers():
    draft = a_draft()
    same_sheet = Application(call=draft.call, organisation=draft.organisation, sheet=draft.sheet)
    with pytest.raises(IntegrityError):
        beginning._save_with_reference(same_sheet, 2031)
    assert Application.objects.get() == draft


def test_a_second_attempt_leads_to_the_first_draft():
    first = a_draft()
    again = begin_application(actor=first.created_by, call=first.call, organisation=first.organisation)
    assert again == first
    assert Application.objects.count() == 1


def test_an_owner_of_the_organisation_is_led_to_the_draft_of_a_colleague():
    first = a_draft()
    owner = AccessFactory(organisation=first.organisation, level=AccessLevel.OWNER).user
    assert begin_application(actor=owner, call=first.call, organisation=first.organisation) == first


def test_a_stranger_is_told_that_somebody_began_and_sees_nothing():
    first = a_draft()
    with pytest.raises(AlreadyBegun) as refusal:
        begin_application(actor=UserFactory(), call=first.call, organisation=first.organisation)
    assert refusal.value.application == first


def test_two_who_begin_at_the_same_moment_share_one_draft():
    call, user, organisation = a_call(), UserFactory(), OrganisationFactory()
    found = []

    def other_window():
        found.append(begin_application(actor=user, call=call, organisation=organisation))

    with meanwhile(other_window, before='SELECT "calls_callform"'):
        application = begin_application(actor=user, call=call, organisation=organisation)
    assert found == [application]
    assert Application.objects.count() == 1


def test_an_organisation_may_apply_to_several_calls_and_again_once_it_withdrew():
    first = a_draft()
    a_draft(actor=first.created_by, organisation=first.organisation)
    CurrentApplication.objects.filter(application=first).delete()
    a_draft(actor=first.created_by, organisation=first.organisation, call=first.call)
    assert Application.objects.count() == 3


@pytest.mark.parametrize("values", [{"state": "closed"}, {"state": "draft"}, {"closes_in": dt.timedelta(days=-1)}])
def test_a_call_that_takes_no_applications_refuses(values):
    call = a_call(**values) if "state" in values else a_call()
    if "closes_in" in values:
        call.rounds.update(closes_at=clock.now() - dt.timedelta(minutes=1))
    with pytest.raises(InvalidTransition):
        a_draft(call=call)


def test_a_call_without_a_published_form_refuses():
    call = CallFactory(is_rolling=True)
    with pytest.raises(InvalidTransition):
        a_draft(call=call)


def test_a_late_access_lets_one_begin_after_the_deadline_and_is_used_up():
    call = a_call()
    call.rounds.update(closes_at=clock.now() - dt.timedelta(minutes=1))
    late = LateAccessFactory(round=call.rounds.get())
    organisation = OrganisationFactory()
    application = begin_application(actor=UserFactory(), call=call, organisation=organisation, late_access=late)
    late.refresh_from_db()
    assert (late.application, application.round) == (application, late.round)


def test_an_applicant_that_the_directory_does_not_know_is_entered_and_owned():
    call, user = a_call(), UserFactory()
    values = {"name": "Nouvelle Pousse", "kind": "startup", "city": "", "website": ""}
    numbers = [IdentifierRow("siren", "732 829 320")]
    made = add_applicant(actor=user, call=call, values=values, numbers=numbers)
    assert Organisation.objects.get(name="Nouvelle Pousse") == made
    assert Access.objects.get(organisation=made).level == AccessLevel.OWNER
    assert made.provenance["name"] == {"source": "human", "on": clock.today().isoformat(), "by": user.pk}
    assert Entry.objects.filter(verb="applying.applicant_added", actor=user).exists()


def test_an_applicant_is_entered_only_while_the_call_is_open_and_with_a_name():
    with pytest.raises(InvalidTransition):
        add_applicant(actor=UserFactory(), call=CallFactory(), values={"name": "A", "kind": "startup"})
    with pytest.raises(InvalidInput) as refusal:
        add_applicant(actor=UserFactory(), call=a_call(), values={"name": "", "kind": "startup"})
    assert list(refusal.value.fields) == ["name"]
