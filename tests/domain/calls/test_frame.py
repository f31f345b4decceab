"""Rounds, managers, points of the screening and late accesses: what stands around a call."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from parvis.base.accounts.enums import Role
from parvis.base.accounts.services.personal_data import erase_account
from parvis.base.accounts.tokens import hash_of
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.calls.local_times import at_zone, days_later, local_of
from parvis.domain.calls.models import CallManager, ChecklistItem, LateAccess, Round
from parvis.domain.calls.personal_data import export
from parvis.domain.calls.services.checklist import add_point, edit_point, move_point, remove_point
from parvis.domain.calls.services.late_access import grant_late_access, prune_late_accesses, revoke_late_access
from parvis.domain.calls.services.managers import add_manager, remove_manager
from parvis.domain.calls.services.rounds import RoundValues, add_round, edit_round, remove_round
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    CallFactory,
    CallManagerFactory,
    ChecklistItemFactory,
    LateAccessFactory,
    RoundFactory,
    ScreeningCheckFactory,
)
from tests.factories.directory import AccessFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME)


def test_rounds_follow_one_another(programme):
    call = CallFactory()
    first = add_round(actor=programme, call=call, values=RoundValues(NOW, NOW + DAY, name_fr=" Un ", places=12))
    second = add_round(actor=programme, call=call, values=RoundValues(NOW))
    assert list(call.rounds.all()) == [first, second]
    assert (first.name_fr, first.places, second.closes_at) == ("Un", 12, None)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        (RoundValues(NOW, NOW), {"closes_at"}),
        (RoundValues(NOW, NOW - DAY, name_fr="x" * 121), {"closes_at", "name_fr"}),
        (RoundValues(NOW, NOW + 9 * DAY, decides_on=NOW.date()), {"decides_on"}),
    ],
    ids=["same moment", "before, and too long a name", "decisions before the deadline"],
)
def test_rounds_that_make_no_sense_are_refused(programme, values, fields):
    with pytest.raises(InvalidInput) as caught:
        add_round(actor=programme, call=CallFactory(), values=values)
    assert set(caught.value.fields) == fields
    assert not Round.objects.exists()


def test_edit_a_round_and_open_again_what_was_over(programme):
    one = RoundFactory(opens_at=NOW, closes_at=NOW + DAY, ended_at=NOW + DAY, name_en="")
    same = RoundValues(NOW, NOW + DAY, one.name_fr)
    edit_round(actor=programme, one=one, values=same)
    assert not Entry.objects.exists()
    edit_round(actor=programme, one=one, values=RoundValues(NOW, NOW + 2 * DAY))
    assert one.ended_at is not None
    edit_round(actor=programme, one=one, values=RoundValues(NOW, clock.now() + DAY))
    assert Round.objects.get().ended_at is None
    assert Entry.objects.filter(verb="calls.round_edited").count() == 2


def test_a_round_with_applications_stays(programme):
    one = RoundFactory()
    application = ApplicationFactory(call=one.call, round=one)
    with pytest.raises(Conflict):
        remove_round(actor=programme, one=one)
    application.round = None
    application.save()
    remove_round(actor=programme, one=one)
    assert not Round.objects.exists()


def test_only_those_who_run_the_call_change_its_rounds():
    one, stranger = RoundFactory(), UserFactory()
    for act in (
        lambda: add_round(actor=stranger, call=one.call, values=RoundValues(NOW)),
        lambda: edit_round(actor=stranger, one=one, values=RoundValues(NOW)),
        lambda: remove_round(actor=stranger, one=one),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_name_and_remove_a_manager(programme):
    call = CallFactory(organiser=OrganisationFactory())
    user = AccessFactory(organisation=call.organiser, level="reader").user
    manager = add_manager(actor=programme, call=call, email=f" {user.email.upper()} ")
    assert add_manager(actor=programme, call=call, email=user.email) == manager
    assert Entry.objects.filter(verb="calls.manager_added").count() == 1
    remove_manager(actor=programme, manager=manager)
    assert not CallManager.objects.exists()


@pytest.mark.parametrize("email", ["nobody@example.org", "stranger@example.org"])
def test_a_manager_needs_an_account_with_a_right_over_the_organiser(programme, email):
    UserFactory(email="stranger@example.org")
    with pytest.raises(InvalidInput):
        add_manager(actor=programme, call=CallFactory(organiser=OrganisationFactory()), email=email)
    assert not CallManager.objects.exists()


def test_managers_do_not_name_others():
    manager = CallManagerFactory()
    with pytest.raises(NotAllowed):
        add_manager(actor=manager.user, call=manager.call, email=UserFactory().email)
    with pytest.raises(NotAllowed):
        remove_manager(actor=manager.user, manager=manager)


def test_points_are_written_moved_and_removed(programme):
    call = CallFactory()
    first = add_point(actor=programme, call=call, label_fr=" Complet ", label_en="Complete")
    second = add_point(actor=programme, call=call, label_fr="Éligible")
    move_point(actor=programme, point=second, up=True)
    assert list(call.checklist.all()) == [second, first]
    move_point(actor=programme, point=second, up=True)
    move_point(actor=programme, point=first, up=False)
    assert list(call.checklist.all()) == [second, first]
    move_point(actor=programme, point=second, up=False)
    assert list(call.checklist.all()) == [first, second]
    edit_point(actor=programme, point=first, label_fr="Dossier complet", label_en="Complete file")
    assert (first.label, ChecklistItem.objects.get(pk=first.pk).label_fr) == ("Complete file", "Dossier complet")
    remove_point(actor=programme, point=second)
    assert list(call.checklist.all()) == [first]


def test_a_point_that_was_checked_stays(programme):
    check = ScreeningCheckFactory()
    with pytest.raises(Conflict):
        remove_point(actor=programme, point=check.item)
    for label in ("", "x" * 301):
        with pytest.raises(InvalidInput):
            edit_point(actor=programme, point=check.item, label_fr=label)
    point = ChecklistItemFactory()
    with pytest.raises(NotAllowed):
        move_point(actor=UserFactory(), point=point, up=True)


def test_late_access_is_mailed_and_can_be_revoked(programme):
    one = RoundFactory(call__title_fr="Appel d’été", call__title_en="")
    UserFactory(email="late@example.org", language="fr")
    until = clock.now() + DAY
    late = grant_late_access(
        actor=programme, call=one.call, one=one, email=" Late@Example.org", until=until, reason="Panne"
    )
    mail = Mail.objects.get()
    token = mail.text.split("/applications/late/")[1].split("/")[0]
    assert hash_of(token) == late.token_hash
    assert (mail.to, mail.language, mail.kind) == ("late@example.org", "fr", "calls.late_access")
    assert "Appel d’été" in mail.subject
    assert "Panne" not in mail.text
    revoke_late_access(actor=programme, late=late)
    assert LateAccess.objects.get().revoked_at is not None
    with pytest.raises(Conflict):
        revoke_late_access(actor=programme, late=late)


def test_late_access_wants_an_address_a_reason_and_time_to_come(programme):
    one = RoundFactory()
    with pytest.raises(InvalidInput) as caught:
        grant_late_access(actor=programme, call=CallFactory(), one=one, email="x", until=clock.now(), reason=" ")
    assert set(caught.value.fields) == {"email", "until", "reason", "one"}
    for act in (
        lambda: grant_late_access(
            actor=UserFactory(), call=one.call, one=one, email="a@b.fr", until=clock.now() + DAY, reason="x"
        ),
        lambda: revoke_late_access(actor=UserFactory(), late=LateAccessFactory(used_by=UserFactory())),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_revoking_concerns_whoever_used_it(programme):
    late = LateAccessFactory(used_by=UserFactory())
    revoke_late_access(actor=programme, late=late)
    assert [row.user for row in Entry.objects.get().concerns.all()] == [late.used_by]


def test_late_accesses_are_removed_long_after_their_end():
    LateAccessFactory(until=clock.now() - 400 * DAY)
    kept = LateAccessFactory()
    assert prune_late_accesses(clock.now() - 365 * DAY) == 1
    assert LateAccess.objects.get() == kept


def test_what_calls_hold_about_someone_is_exported_and_erased():
    user = UserFactory(email="gone@example.org")
    CallManagerFactory(user=user)
    LateAccessFactory(email="gone@example.org")
    LateAccessFactory()
    found = export(user)
    assert (len(found["calls_managed"]), len(found["late_accesses"])) == (1, 1)
    erase_account(actor=user, user=user)
    assert not CallManager.objects.exists()
    assert LateAccess.objects.count() == 1


PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-01-15T23:59", "2026-01-15T22:59"),
        ("2026-07-15T23:59", "2026-07-15T21:59"),
        ("2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-10-25T01:59", "2026-10-24T23:59"),
    ],
)
def test_times_are_those_of_the_clocks_of_the_zone(local, utc):
    moment = at_zone(dt.datetime.fromisoformat(local), PARIS)
    assert moment == dt.datetime.fromisoformat(f"{utc}+00:00")
    assert local_of(moment, PARIS) == dt.datetime.fromisoformat(local)


@pytest.mark.parametrize(
    ("local", "word"), [("2026-03-29T02:30", "forward"), ("2026-10-25T02:30", "back")], ids=["spring", "autumn"]
)
def test_hours_that_do_not_exist_or_come_twice_are_refused(local, word):
    with pytest.raises(ValidationError, match=word):
        at_zone(dt.datetime.fromisoformat(local), PARIS)


def test_shifted_times_keep_their_hour_when_summer_begins():
    winter = at_zone(dt.datetime.fromisoformat("2026-01-31T23:59"), PARIS)
    assert local_of(days_later(winter, 181, PARIS), PARIS) == dt.datetime.fromisoformat("2026-07-31T23:59")
