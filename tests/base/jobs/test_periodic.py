"""Jobs that come round by themselves."""

import datetime as dt

import pytest
import time_machine

from parvis.base.jobs.models import Job, Schedule
from parvis.base.jobs.services.periodic import queue_periodic_jobs, queue_when_due
from parvis.core import clock

pytestmark = pytest.mark.django_db


def names(jobs):
    return [job.name for job in jobs if job.name == "tests.hourly"]


def test_a_periodic_job_is_queued_once_an_interval(declared):
    declared("tests.hourly", lambda handle: {}, every=dt.timedelta(hours=1))
    assert names(queue_periodic_jobs()) == ["tests.hourly"]
    assert queue_periodic_jobs() == []
    with time_machine.travel(clock.now() + dt.timedelta(hours=3)):
        Job.objects.all().delete()
        assert names(queue_periodic_jobs()) == ["tests.hourly"]
        assert queue_periodic_jobs() == []


def test_a_periodic_job_that_still_waits_is_not_queued_twice(declared):
    declared("tests.hourly", lambda handle: {}, every=dt.timedelta(hours=1))
    queue_periodic_jobs()
    with time_machine.travel(clock.now() + dt.timedelta(hours=3)):
        assert names(queue_periodic_jobs()) == ["tests.hourly"]
    assert Job.objects.filter(name="tests.hourly").count() == 1


def test_of_two_workers_that_see_the_same_date_one_queues(declared):
    declared("tests.hourly", lambda handle: {}, every=dt.timedelta(hours=1))
    Schedule.objects.create(name="tests.hourly", due_at=clock.now())
    assert queue_when_due("tests.hourly", dt.timedelta(hours=1)).name == "tests.hourly"
    assert queue_when_due("tests.hourly", dt.timedelta(hours=1)) is None
