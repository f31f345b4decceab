"""Removing old jobs."""

import datetime as dt

import pytest
import time_machine

from parvis.base.accounts.registry import personal_data
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job, Schedule, WorkerPresence
from parvis.base.jobs.registry import label_of
from parvis.base.jobs.services.queue import enqueue
from parvis.base.jobs.services.retention import prune
from parvis.core import clock
from tests.factories.accounts import UserFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def in_days(days):
    return time_machine.travel(clock.now() + dt.timedelta(days=days))


def names():
    return sorted(Job.objects.values_list("name", flat=True))


def test_ended_jobs_go_and_routine_ones_sooner(declared):
    declared("tests.asked", lambda handle: {})
    declared("tests.routine", lambda handle: {}, every=dt.timedelta(days=1))
    enqueue(actor=UserFactory(), name="tests.asked")
    enqueue(actor=None, name="tests.routine")
    run_jobs()
    enqueue(actor=None, name="tests.routine", delay=dt.timedelta(days=200))
    with in_days(2):
        assert prune(clock.now() - dt.timedelta(days=90)) == 1
    assert names() == ["tests.asked", "tests.routine"]
    with in_days(91):
        assert prune(clock.now() - dt.timedelta(days=90)) == 1
    assert names() == ["tests.routine"]


def test_jobs_that_no_worker_knows_end_after_a_day(declared):
    declared("tests.old", lambda handle: {})
    enqueue(actor=None, name="tests.old")
    Job.objects.update(name="tests.forgotten")
    prune(clock.now())
    assert Job.objects.get().state == JobState.QUEUED
    with in_days(2):
        prune(clock.now() - dt.timedelta(days=90))
    assert Job.objects.get().state == JobState.FAILED


def test_workers_and_schedules_that_are_gone_are_forgotten():
    past = clock.now() - dt.timedelta(days=2)
    WorkerPresence.objects.create(name="gone", started_at=past, seen_at=past)
    WorkerPresence.objects.create(name="here", started_at=past, seen_at=clock.now())
    Schedule.objects.create(name="tests.forgotten", due_at=past)
    prune(past)
    assert list(WorkerPresence.objects.values_list("name", flat=True)) == ["here"]
    assert not Schedule.objects.exists()


def test_jobs_are_part_of_what_someone_takes_along_and_forget_who_asked(declared):
    declared("tests.asked", lambda handle: {})
    user = UserFactory()
    enqueue(actor=user, name="tests.asked", arguments={"file": "ror.csv"})
    data = personal_data.get("jobs")
    assert [job["arguments"] for job in data.export(user)["jobs"]] == [{"file": "ror.csv"}]
    assert data.erase(user) == []
    assert data.export(user) == {"jobs": []}
    assert label_of("tests.forgotten") == "tests.forgotten"
