"""The pages of interviews."""

import datetime as dt
import re

from django.urls import reverse

from parvis.base.messaging.models import Mail
from parvis.domain.cohorts.invitations import address_of
from parvis.domain.cohorts.models import Interview
from tests.factories.cohorts import InterviewFactory, JurorFactory, before
from tests.factories.reviews import (
    AssignmentFactory,
    CriterionFactory,
    MarkFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
)
from tests.support.queries import count_queries

SERIES = {"first": "2100-01-10T09:00", "number": "2", "minutes": "30", "pause": "10", "place": "Room 1"}


def url(name, jury, *arguments):
    return reverse(f"juries:{name}", args=[jury.pk, *arguments])


def test_series_is_made_filled_by_the_ranking_and_told(manager, jury, client):
    assert "No slot yet" in manager.get(url("interviews", jury)).content.decode()
    assert manager.post(url("interviews", jury), SERIES).status_code == 302
    panel = PanelFactory(round=jury.round)
    criterion = CriterionFactory(panel=panel)
    weak, strong = before(jury), before(jury)
    for application, mark in ((weak, 1), (strong, 4)):
        review = ReviewFactory(
            assignment=AssignmentFactory(reviewer=ReviewerFactory(panel=panel), application=application)
        )
        MarkFactory(review=review, criterion=criterion, value=mark)
    manager.post(url("fill", jury))
    assert list(Interview.objects.values_list("application", flat=True)) == [strong.pk, weak.pk]
    assert Interview.objects.first().starts_at.isoformat() == "2100-01-10T08:00:00+00:00"
    assert "Tell 2 applicants" in manager.get(url("interviews", jury)).content.decode()
    manager.post(url("tell", jury))
    assert Mail.objects.count() == 2
    response = client.get(address_of(Interview.objects.first()))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART:21000110T080000Z" in response.content
    assert response["X-Robots-Tag"] == "noindex"


def test_series_that_meets_another_is_sent_back(manager, jury):
    manager.post(url("interviews", jury), SERIES)
    response = manager.post(url("interviews", jury), {**SERIES, "first": "2100-01-10T09:10"})
    assert response.status_code == 422
    assert "would meet others" in response.content.decode()


def test_slot_is_changed_given_and_removed(manager, jury):
    slot, application = InterviewFactory(jury=jury), before(jury)
    page = url("slot", jury, slot.pk)
    assert application.reference in manager.get(page).content.decode()
    manager.post(url("slot_assign", jury, slot.pk), {"application": application.pk})
    slot.refresh_from_db()
    assert slot.application == application
    assert manager.post(url("slot_assign", jury, slot.pk), {"application": "999"}).headers["Location"] == page
    given = {"starts_at": "2100-01-10T09:00", "minutes": "20", "place": "https://example.org/room"}
    assert manager.post(page, given).status_code == 302
    slot.refresh_from_db()
    assert (slot.minutes, slot.place) == (20, "https://example.org/room")
    assert manager.post(page, {**given, "minutes": "1"}).status_code == 422
    InterviewFactory(jury=jury, starts_at=slot.starts_at + dt.timedelta(hours=2))
    assert manager.post(page, {**given, "starts_at": "2100-01-10T11:10"}).status_code == 422
    manager.post(url("slot_assign", jury, slot.pk), {"application": ""})
    slot.refresh_from_db()
    assert slot.application is None
    manager.post(url("slot_remove", jury, slot.pk))
    assert Interview.objects.count() == 1


def test_jurors_read_the_agenda(jury, sign_in):
    client = sign_in(JurorFactory(jury=jury).user)
    assert "No slot yet" in client.get(url("agenda", jury)).content.decode()
    slot = InterviewFactory(jury=jury, application=before(jury), place="Room 1")
    page = client.get(url("agenda", jury)).content.decode()
    assert slot.application.organisation.name in page
    assert client.get(url("interviews", jury)).status_code == 404


def test_agenda_has_one_heading_for_a_day_of_the_reader(manager, jury):
    """In Paris these two slots are of one day; in universal time, midnight lies between them."""
    for moment in (dt.datetime(2100, 6, 9, 22, 30, tzinfo=dt.UTC), dt.datetime(2100, 6, 10, 7, tzinfo=dt.UTC)):
        InterviewFactory(jury=jury, starts_at=moment)
    headings = re.findall("<h2>([^<]*2100)</h2>", manager.get(url("agenda", jury)).content.decode())
    assert headings == ["10 June 2100"]


def test_queries_do_not_grow(manager, jury):
    counts = []
    for _n in range(4):
        InterviewFactory(jury=jury, application=before(jury))
        pages = ("interviews", "agenda")
        counts.append([count_queries(lambda name=name: manager.get(url(name, jury))) for name in pages])
    assert counts[1] == counts[3]
