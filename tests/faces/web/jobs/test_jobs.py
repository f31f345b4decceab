"""The pages of background jobs."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job, Progress, WorkerPresence
from parvis.core import clock
from tests.factories.accounts import UserFactory, account_with
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db

LIST = "/campus/jobs/"


def make_job(**values):
    job = Job.objects.create(**{"name": "tests.gone", "created_by": UserFactory(), **values})
    Progress.objects.create(job=job, done=3, total=10, message="third of ten")
    return job


def address(job, act="job"):
    return reverse(f"jobs:{act}", args=[job.pk])


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.fixture
def team(sign_in):
    return sign_in(account_with(Role.SITE))


def test_the_team_sees_every_job(team):
    make_job(state=JobState.FAILED, created_by=UserFactory(name="Ada"))
    make_job(name="messaging.deliver", state=JobState.DONE, created_by=None)
    text = text_of(team.get(LIST))
    assert "tests.gone" in text
    assert "Ada" in text
    assert "1 job " in text
    assert "2 jobs" in text_of(team.get(LIST, {"routine": "on"}))
    assert "0 jobs" in text_of(team.get(LIST, {"state": "cancelled"}))
    assert "1 job " in text_of(team.get(LIST, {"name": "messaging.deliver", "state": "done"}))


def test_the_list_says_when_no_worker_is_there(team):
    assert "No worker is there" in text_of(team.get(LIST))
    WorkerPresence.objects.create(name="host:1", started_at=clock.now(), seen_at=clock.now())
    assert "1 worker is there. host:1" in text_of(team.get(LIST))


def test_the_list_takes_as_many_queries_for_three_as_for_one(team):
    make_job()
    team.get(LIST)
    once = count_queries(lambda: team.get(LIST))
    make_job()
    make_job()
    assert count_queries(lambda: team.get(LIST)) == once


def test_a_filtered_list_equals_its_reload(team):
    make_job(state=JobState.FAILED)
    make_job()
    query = {"state": "failed", "name": "", "routine": ""}
    fragment = team.get(LIST, query, headers={"HX-Request": "true"}).content.decode()
    page = team.get(LIST, query).content.decode()
    assert swap(page, fragment, target="#jobs") == normal(page)


def test_a_running_job_asks_again_and_an_ended_one_does_not(team):
    job = make_job(state=JobState.RUNNING, started_at=clock.now())
    page = team.get(address(job)).content.decode()
    part = BeautifulSoup(page, "html.parser").select_one("#job")
    assert (part["hx-get"], part["hx-trigger"]) == (address(job), "every 2s")
    assert (part.progress["value"], part.progress["max"]) == ("3", "10")
    fragment = team.get(address(job), headers={"HX-Request": "true"}).content.decode()
    assert swap(page, fragment, target="#job", how="outerHTML") == normal(page)
    Job.objects.update(state=JobState.DONE, result={"rows": 12345})
    part = BeautifulSoup(team.get(address(job)).content, "html.parser").select_one("#job")
    assert not part.has_attr("hx-get")
    assert "12,345" in part.get_text()


def test_whoever_asked_sees_and_cancels_the_job(sign_in):
    user = UserFactory()
    job = make_job(created_by=user)
    page = sign_in(user).post(address(job, "cancel"), follow=True)
    assert "cancelled" in text_of(page)
    assert "Start again" not in text_of(page)
    again = sign_in(user).post(address(job, "cancel"), follow=True)
    assert "nothing left to cancel" in text_of(again)


def test_the_team_starts_a_failed_job_again(team):
    job = make_job(state=JobState.FAILED, error="ValueError: no luck", trace="line 1")
    page = text_of(team.get(address(job)))
    assert "ValueError: no luck" in page
    assert "line 1" not in page
    assert "waits for a worker again" in text_of(team.post(address(job, "retry"), follow=True))
    assert Job.objects.get().state == JobState.QUEUED
    assert "Only a job that failed" in text_of(team.post(address(job, "retry"), follow=True))


def test_administrators_see_where_an_error_came_from(sign_in):
    job = make_job(state=JobState.FAILED, error="ValueError: no luck", trace="line 1")
    assert "line 1" in text_of(sign_in(account_with(Role.ADMINISTRATOR)).get(address(job)))


@pytest.mark.parametrize("role", [None, Role.REVIEWER])
def test_outsiders_find_nothing(sign_in, role):
    outsider = sign_in(account_with(role) if role else UserFactory())
    job = make_job(state=JobState.FAILED)
    assert outsider.get(LIST).status_code == 404
    assert outsider.get(address(job)).status_code == 404
    assert outsider.post(address(job, "cancel")).status_code == 404
    assert outsider.post(address(job, "retry")).status_code == 404
