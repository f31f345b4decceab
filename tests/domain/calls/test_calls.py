"""Create, edit, open, close and archive calls."""

import datetime as dt

import pytest
from django.utils import translation

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.events import CallChanged
from parvis.domain.calls.models import Call
from parvis.domain.calls.selectors.calls import open_round_of, public_calls, takes_applications
from parvis.domain.calls.selectors.opening import obstacles_to_opening, steps_to_opening
from parvis.domain.calls.services import calls as services
from parvis.domain.calls.services.calls import CallValues
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    CallFactory,
    CallFormFactory,
    CallManagerFactory,
    LateAccessFactory,
    RoundFactory,
)
from tests.factories.directory import OrganisationFactory
from tests.factories.forms import VersionFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME)


def test_create_a_call(programme):
    theme = ThemeFactory()
    call = services.create_call(actor=programme, values=CallValues(title_fr=" Appel à l’été ", themes=[theme]))
    assert (call.title_fr, call.slug, call.state, call.created_by) == (
        "Appel à l’été",
        "appel-a-lete",
        "draft",
        programme,
    )
    assert list(call.themes.all()) == [theme]
    assert services.create_call(actor=None, values=CallValues(title_fr="Appel à l’été")).slug == "appel-a-lete-2"
    assert Entry.objects.filter(verb="calls.call_created").count() == 2


def test_create_refuses_strangers_and_nonsense(programme):
    with pytest.raises(NotAllowed):
        services.create_call(actor=UserFactory(), values=CallValues(title_fr="A"))
    with pytest.raises(InvalidInput) as caught:
        services.create_call(
            actor=programme, values=CallValues(title_fr="", timezone="Mars/Olympus", contact_email="nobody")
        )
    assert set(caught.value.fields) == {"title_fr", "timezone", "contact_email"}
    assert not Call.objects.exists()


def test_edit_a_call_keeps_its_address(programme, django_capture_on_commit_callbacks):
    call, theme = CallFactory(slug="call"), ThemeFactory()
    values = CallValues(title_fr="Neuf", themes=[theme])
    with bus.hold(CallChanged) as held, django_capture_on_commit_callbacks(execute=True):
        services.edit_call(actor=programme, call=call, values=values)
    call.refresh_from_db()
    assert (call.title_fr, call.slug) == ("Neuf", "call")
    assert held == [CallChanged(call.pk)]
    assert "themes" in Entry.objects.get().data["fields"]
    services.edit_call(actor=programme, call=call, values=values)
    assert Entry.objects.count() == 1


def test_edit_is_for_those_who_run_the_call(programme):
    organiser = OrganisationFactory()
    call = CallFactory(organiser=organiser)
    manager = CallManagerFactory(call=call).user
    values = CallValues(title_fr="Neuf", organiser=organiser)
    with pytest.raises(NotAllowed):
        services.edit_call(actor=UserFactory(), call=call, values=values)
    assert services.edit_call(actor=manager, call=call, values=values).title_fr == "Neuf"
    with pytest.raises(NotAllowed):
        services.edit_call(actor=manager, call=call, values=CallValues(title_fr="Neuf"))
    services.edit_call(actor=programme, call=call, values=CallValues(title_fr="Neuf"))
    assert Call.objects.get().organiser is None


def test_what_is_rolling_stays_so_once_opened(programme):
    with pytest.raises(InvalidInput) as caught:
        services.edit_call(actor=programme, call=CallFactory(), values=CallValues(title_fr="A", is_rolling=True))
    assert set(caught.value.fields) == {"is_rolling"}
    draft = CallFactory(state=CallState.DRAFT)
    assert services.edit_call(actor=programme, call=draft, values=CallValues(title_fr="A", is_rolling=True)).is_rolling


def ready(**values):
    """A draft that can be opened."""
    call = CallFactory(state=CallState.DRAFT, **values)
    VersionFactory(form=CallFormFactory(call=call).form)
    return call


def test_open_close_archive_and_restore(programme):
    call = ready()
    RoundFactory(call=call)
    services.open_call(actor=programme, call=call)
    assert (call.state, call.opened_at is not None) == (CallState.OPEN, True)
    first = call.opened_at
    services.close_call(actor=programme, call=call)
    services.open_call(actor=programme, call=call)
    assert call.opened_at == first
    services.close_call(actor=programme, call=call)
    services.archive_call(actor=programme, call=call)
    services.restore_call(actor=programme, call=call)
    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        f"calls.call_{past}" for past in ("opened", "closed", "opened", "closed", "archived", "restored")
    ]


def test_a_call_that_is_not_ready_says_what_is_missing(programme):
    call = CallFactory(state=CallState.DRAFT, summary_fr="")
    RoundFactory(call=call, opens_at=clock.now() - 2 * DAY, closes_at=clock.now() - DAY)
    with pytest.raises(InvalidInput) as caught:
        services.open_call(actor=programme, call=call)
    assert len(caught.value.fields["call"]) == 3
    assert call.state == CallState.DRAFT


def test_a_rolling_call_needs_no_round_and_a_programme_wants_a_manager():
    call = ready(is_rolling=True, organiser=OrganisationFactory())
    assert obstacles_to_opening(call) == []
    assert [step.is_done for step in steps_to_opening(call) if step.key == "managers"] == [False]
    CallManagerFactory(call=call)
    assert [step.is_done for step in steps_to_opening(call) if step.key == "managers"] == [True]


def test_a_round_without_deadline_is_one_to_come():
    call = ready()
    RoundFactory(call=call, closes_at=None)
    assert obstacles_to_opening(call) == []


@pytest.mark.parametrize("act", ["open_call", "close_call", "archive_call", "restore_call", "remove_call"])
def test_acts_on_calls_are_for_those_who_run_them(act):
    with pytest.raises(NotAllowed):
        getattr(services, act)(actor=UserFactory(), call=CallFactory())


def test_acts_that_make_no_sense_are_refused(programme):
    with pytest.raises(InvalidTransition):
        services.archive_call(actor=programme, call=CallFactory())
    stale = CallFactory()
    services.close_call(actor=programme, call=Call.objects.get(pk=stale.pk))
    with pytest.raises(Conflict):
        services.close_call(actor=programme, call=stale)


def test_remove_only_what_was_never_opened(programme):
    services.remove_call(actor=programme, call=CallFactory(state=CallState.DRAFT))
    assert not Call.objects.exists()
    with pytest.raises(InvalidTransition):
        services.remove_call(actor=programme, call=CallFactory())
    with pytest.raises(Conflict):
        services.remove_call(actor=programme, call=ApplicationFactory(call__state=CallState.DRAFT, state="draft").call)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(-1, False), (0, True), (9, True), (10, False)],
    ids=["before", "at the opening", "within", "at the deadline"],
)
def test_a_round_is_open_from_its_opening_to_before_its_deadline(moment, is_open):
    one = RoundFactory(opens_at=NOW, closes_at=NOW + 10 * DAY)
    at = NOW + moment * DAY
    assert (open_round_of(one.call, at) == one) is is_open
    assert takes_applications(one.call, at) is is_open


def test_the_round_that_closes_first_is_the_open_one():
    call = CallFactory()
    RoundFactory(call=call, opens_at=NOW, closes_at=None)
    RoundFactory(call=call, opens_at=NOW, closes_at=NOW + 20 * DAY)
    first = RoundFactory(call=call, opens_at=NOW, closes_at=NOW + 10 * DAY)
    assert open_round_of(call, NOW) == first


@pytest.mark.parametrize("state", CallState)
def test_only_an_open_call_takes_applications(state):
    rolling = CallFactory(state=state, is_rolling=True)
    one = RoundFactory(call__state=state)
    now = clock.now()
    assert takes_applications(rolling, now) is (state == CallState.OPEN)
    assert takes_applications(one.call, now) is (state == CallState.OPEN)
    assert (open_round_of(one.call, now) == one) is (state == CallState.OPEN)


@pytest.mark.parametrize(
    ("state", "values", "opens"),
    [
        (CallState.OPEN, {}, True),
        (CallState.CLOSED, {}, True),
        (CallState.ARCHIVED, {}, False),
        (CallState.CLOSED, {"revoked_at": NOW}, False),
        (CallState.CLOSED, {"until": NOW}, False),
    ],
    ids=str,
)
def test_late_access_opens_a_round_that_is_over(state, values, opens):
    one = RoundFactory(call__state=state, opens_at=NOW - 9 * DAY, closes_at=NOW - DAY)
    late = LateAccessFactory(round=one, **{"until": NOW + DAY, **values})
    assert takes_applications(one.call, NOW, late) is opens
    assert not takes_applications(one.call, NOW)
    assert not takes_applications(CallFactory(), NOW, late)


def test_public_calls_are_sorted_by_what_one_can_do():
    soon, later = (
        RoundFactory(closes_at=NOW + DAY, opens_at=NOW - DAY),
        RoundFactory(closes_at=NOW + 9 * DAY, opens_at=NOW - DAY),
    )
    rolling = CallFactory(is_rolling=True)
    coming = RoundFactory(opens_at=NOW + DAY, closes_at=NOW + 9 * DAY)
    past = RoundFactory(opens_at=NOW - 9 * DAY, closes_at=NOW - DAY, call__state=CallState.CLOSED)
    CallFactory(state=CallState.DRAFT)
    CallFactory(state=CallState.ARCHIVED)
    found = public_calls(NOW)
    assert [[one.call for one in rows] for rows in found] == [
        [soon.call, later.call, rolling],
        [coming.call],
        [past.call],
    ]
    assert found[0][0].closes_at == NOW + DAY
    assert found[0][2].closes_at is None


def test_texts_are_in_the_language_of_the_reader():
    call = CallFactory(title_fr="Appel", title_en="Call", after_fr="Ensuite", after_en="", summary_en="")
    assert (call.title, call.summary, call.text, call.after) == (
        "Call",
        "Un appel pour les essais.",
        "What we look for.",
        "Ensuite",
    )
    with translation.override("fr"):
        assert (call.title, call.text) == ("Appel", "Ce que nous cherchons.")
    assert RoundFactory(name_fr="Un", name_en="One").name == "One"
