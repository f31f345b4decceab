"""Juries are set up: list, new one, settings, jurors."""

import pytest
from django.urls import reverse

from parvis.domain.cohorts.models import Juror, Jury
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallManagerFactory, RoundFactory
from tests.factories.campus import FoundingMemberFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, JuryFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def test_list_says_how_far_each_jury_is(manager, jury):
    DecisionFactory(jury=jury)
    page = manager.get(reverse("juries:index")).content.decode()
    assert jury.name in page
    first = count_queries(lambda: manager.get(reverse("juries:index")))
    JuryFactory()
    JuryFactory()
    assert count_queries(lambda: manager.get(reverse("juries:index"))) == first


def test_empty_list_says_what_to_do(manager):
    assert "Open a call first" in manager.get(reverse("juries:index")).content.decode()
    RoundFactory()
    assert "Set one up for a round of a call" in manager.get(reverse("juries:index")).content.decode()


def test_visitor_finds_no_juries(sign_in, db):
    client = sign_in(UserFactory())
    assert client.get(reverse("juries:index")).status_code == 404
    assert client.get(reverse("juries:new")).status_code == 404


def test_jury_is_set_up_by_whoever_manages_the_call(sign_in):
    one = RoundFactory()
    client = sign_in(CallManagerFactory(call=one.call).user)
    assert str(one) in client.get(reverse("juries:new") + f"?round={one.pk}").content.decode()
    given = {"round": one.pk, "name": "The jury", "places": "60", "meets_at": "2027-01-10T09:30"}
    response = client.post(reverse("juries:new"), given)
    jury = Jury.objects.get()
    assert response.headers["Location"] == reverse("juries:jurors", args=[jury.pk])
    assert client.post(reverse("juries:new"), given).status_code == 422
    assert client.post(reverse("juries:new"), {**given, "round": RoundFactory().pk}).status_code == 422


def test_jury_without_a_name_is_sent_back(manager):
    response = manager.post(reverse("juries:new"), {"round": RoundFactory().pk, "name": "\u00a0"})
    assert response.status_code == 422


def test_settings_are_changed_in_the_time_zone_of_the_call(manager, jury):
    jury.round.call.timezone = "Indian/Reunion"
    jury.round.call.save()
    url = reverse("juries:settings", args=[jury.pk])
    given = {"name": "New", "places": "", "confirm_by": "2027-01-10T09:30", "remind_days": "2"}
    assert manager.post(url, given).status_code == 302
    jury.refresh_from_db()
    assert (jury.name, jury.places, jury.confirm_by.isoformat()) == ("New", None, "2027-01-10T05:30:00+00:00")
    assert 'value="2027-01-10T09:30"' in manager.get(url).content.decode()
    assert manager.post(url, {**given, "name": "\u00a0"}).status_code == 422
    assert manager.post(url, {**given, "remind_days": "99"}).status_code == 422


def test_jury_is_closed_and_opened_again(manager, jury):
    url = reverse("juries:close", args=[jury.pk])
    manager.post(url)
    assert Jury.objects.get().closed_at is not None
    assert "Let it decide again" in manager.get(reverse("juries:settings", args=[jury.pk])).content.decode()
    manager.post(url)
    assert Jury.objects.get().closed_at is None


def test_jurors_are_found_seated_changed_and_removed(manager, jury):
    founder, user = FoundingMemberFactory().organisation, UserFactory(name="Ada Invented")
    url = reverse("juries:jurors", args=[jury.pk])
    assert "Nobody sits on this jury yet" in manager.get(url).content.decode()
    assert "Ada Invented" in manager.get(url + "?q=invented").content.decode()
    assert "No account fits" in manager.get(url + "?q=nobody").content.decode()
    manager.post(url, {"user": user.pk, "organisation": founder.pk, "can_decide": "on"})
    juror = Juror.objects.get()
    assert (juror.user, juror.organisation, juror.can_decide) == (user, founder, True)
    assert founder.name in manager.get(url).content.decode()
    manager.post(reverse("juries:juror_change", args=[jury.pk, juror.pk]))
    assert not Juror.objects.get().can_decide
    manager.post(reverse("juries:juror_remove", args=[jury.pk, juror.pk]))
    assert not Juror.objects.exists()
    assert manager.post(url, {"user": "x"}).status_code == 404
    manager.post(url, {"user": user.pk, "organisation": ""})
    assert Juror.objects.get().organisation is None


def test_jurors_take_the_same_queries_whatever_their_number(manager, jury):
    url = reverse("juries:jurors", args=[jury.pk])
    JurorFactory(jury=jury)
    manager.get(url)
    first = count_queries(lambda: manager.get(url))
    JurorFactory(jury=jury)
    JurorFactory(jury=jury)
    assert count_queries(lambda: manager.get(url)) == first
