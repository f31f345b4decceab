"""The one effect of a job."""

import pytest
from django.db import transaction

from parvis.base.activity.models import Entry
from parvis.base.activity.services.record import record
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import cancel, enqueue
from tests.factories.accounts import UserFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def write():
    record(actor=None, verb="tests.effect")


def effects():
    return Entry.objects.filter(verb="tests.effect").count()


def test_effect_marks_the_job_as_done_in_its_own_transaction(declared):
    def run(handle):
        with handle.effect() as result:
            write()
            result["written"] = 1
            assert Job.objects.get().state == JobState.DONE

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, job.result, effects()) == (JobState.DONE, {"written": 1}, 1)


def test_effect_rolls_back_with_an_error(declared):
    def run(handle):
        with handle.effect():
            write()
            raise ValueError("half way")

    declared("tests.write", run, attempts=1)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, effects()) == (JobState.FAILED, 0)


def test_effect_is_refused_once_the_lease_is_lost(declared):
    def run(handle):
        Job.objects.update(lease=None, worker="another")
        with handle.effect():
            write()

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, job.worker, effects()) == (JobState.RUNNING, "another", 0)


def test_effect_that_is_cancelled_rolls_back(declared, keeper):
    user = UserFactory()

    def run(handle):
        cancel(actor=user, job=Job.objects.get())
        keeper.beat()
        with handle.effect():
            write()

    declared("tests.write", run)
    enqueue(actor=user, name="tests.write")
    (job,) = run_jobs(keeper)
    assert (job.state, effects()) == (JobState.CANCELLED, 0)


def test_an_error_after_the_effect_changes_nothing_in_it(declared):
    def run(handle):
        with handle.effect() as result:
            write()
            result["written"] = 1
        raise ValueError("too late")

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, job.result, effects()) == (JobState.DONE, {"written": 1}, 1)


def test_what_a_job_returns_after_its_effect_becomes_its_result(declared):
    def run(handle):
        with handle.effect():
            write()
        return {"after": True}

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    assert run_jobs()[0].result == {"after": True}


def test_a_job_has_one_effect(declared):
    def run(handle):
        with handle.effect():
            write()
        with handle.effect():
            write()

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, effects()) == (JobState.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_effect_refuses_to_be_part_of_another_transaction(declared):
    def run(handle):
        with transaction.atomic(), handle.effect():
            write()

    declared("tests.write", run, attempts=1)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, effects()) == (JobState.FAILED, 0)
    assert "durable" in job.error


@pytest.mark.django_db(transaction=True)
def test_an_error_in_what_follows_the_commit_changes_nothing_in_it(declared):
    def fail():
        raise ValueError("after the commit")

    def run(handle):
        with handle.effect():
            write()
            transaction.on_commit(fail)

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    (job,) = run_jobs()
    assert (job.state, effects()) == (JobState.DONE, 1)
