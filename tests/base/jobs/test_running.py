"""Attempts at jobs: how they end, and what stops them."""

import datetime as dt

import pytest
import time_machine

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.errors import LeaseLost
from parvis.base.jobs.models import Job, Progress
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.services import claims
from parvis.base.jobs.services.claims import claim
from parvis.base.jobs.services.queue import enqueue
from parvis.base.jobs.services.running import LEASE, run_attempt
from parvis.core import clock
from parvis.core.errors import InvalidInput
from tests.factories.accounts import UserFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def later(seconds):
    return time_machine.travel(clock.now() + dt.timedelta(seconds=seconds))


def claimed():
    return claim(worker="test", lease=LEASE, names=jobs.names())


def test_a_job_gets_its_arguments_and_keeps_its_result(declared):
    user = UserFactory()

    def run(handle, count):
        handle.progress(1, 2, "half way")
        handle.progress(count, count, "ready")
        return {"who": handle.actor.pk, "job": handle.job_id}

    declared("tests.count", run)
    enqueue(actor=user, name="tests.count", arguments={"count": 2})
    (job,) = run_jobs()
    assert (job.state, job.result) == (JobState.DONE, {"who": user.pk, "job": job.pk})
    assert (job.progress.done, job.progress.percent, job.progress.message) == (2, 100, "ready")


def test_an_error_is_kept_and_tried_again_after_growing_pauses(declared):
    def run(handle):
        raise ValueError("no luck")

    declared("tests.luck", run, attempts=3)
    enqueue(actor=None, name="tests.luck")
    (job,) = run_jobs()
    assert (job.state, job.errors, job.error) == (JobState.QUEUED, 1, "ValueError: no luck")
    assert 'raise ValueError("no luck")' in job.trace
    with later(6):
        assert run_jobs()[0].errors == 2
        with later(6):
            assert run_jobs()[0].errors == 2
        with later(21):
            (job,) = run_jobs()
    assert (job.state, job.errors) == (JobState.FAILED, 3)


def test_a_refusal_is_final(declared):
    def run(handle):
        raise InvalidInput("Line 3 has no name.")

    declared("tests.refused", run)
    enqueue(actor=None, name="tests.refused")
    (job,) = run_jobs()
    assert (job.state, job.error, job.trace) == (JobState.FAILED, "Line 3 has no name.", "")


def test_a_result_that_is_no_json_is_a_failure(declared):
    declared("tests.odd", lambda handle: {"x": object()}, attempts=1)
    enqueue(actor=None, name="tests.odd")
    assert run_jobs()[0].state == JobState.FAILED


def test_a_job_whose_worker_fell_silent_is_taken_up_again(declared):
    declared("tests.sum", lambda handle: {})
    enqueue(actor=None, name="tests.sum")
    silent = claimed()
    assert claimed() is None
    with later(61):
        (job,) = run_jobs()
        assert (job.state, job.losses) == (JobState.DONE, 1)
        assert not claims.renew(silent, LEASE)
        assert not claims.fail(silent, ValueError(), attempts=1)
        assert not claims.release(silent)
    assert Job.objects.get().state == JobState.DONE


def test_a_job_that_takes_its_worker_down_is_given_up(declared):
    declared("tests.deadly", lambda handle: {})
    enqueue(actor=None, name="tests.deadly")
    moment = clock.now()
    for _round in range(claims.MOST_LOSSES):
        with time_machine.travel(moment):
            assert claimed() is not None
        moment += dt.timedelta(seconds=61)
    with time_machine.travel(moment):
        assert claimed() is None
    job = Job.objects.get()
    assert (job.state, job.losses) == (JobState.FAILED, claims.MOST_LOSSES)
    assert job.error


def test_a_job_that_was_cancelled_when_its_worker_died_stays_so(declared):
    declared("tests.sum", lambda handle: {})
    enqueue(actor=None, name="tests.sum")
    claimed()
    Progress.objects.update(cancel_asked_at=clock.now())
    with later(61):
        assert run_jobs()[0].state == JobState.CANCELLED


def test_a_beat_keeps_the_lease(declared, keeper):
    def run(handle):
        with later(50):
            keeper.beat()
        assert Job.objects.get().lease_until > clock.now() + dt.timedelta(seconds=100)
        return {"beaten": True}

    declared("tests.long", run)
    enqueue(actor=None, name="tests.long")
    assert run_jobs(keeper)[0].result == {"beaten": True}


def test_a_beat_shows_the_progress(declared, keeper):
    def run(handle):
        handle.progress(3, 10, "third")
        assert Progress.objects.get().done == 0
        keeper.beat()
        shown = Progress.objects.get()
        return {"shown": [shown.done, shown.total, shown.percent, shown.message]}

    declared("tests.long", run)
    enqueue(actor=None, name="tests.long")
    assert run_jobs(keeper)[0].result == {"shown": [3, 10, 30, "third"]}


def test_an_attempt_that_lost_its_lease_is_told_at_its_next_progress(declared, keeper):
    told = []

    def run(handle):
        Job.objects.update(lease=None, worker="another")
        with later(50):
            keeper.beat()
        try:
            handle.progress(1)
        except LeaseLost:
            told.append(True)
            raise

    declared("tests.long", run)
    enqueue(actor=None, name="tests.long")
    (job,) = run_jobs(keeper)
    assert told == [True]
    assert (job.state, job.worker) == (JobState.RUNNING, "another")


def test_unknown_jobs_are_left_to_workers_that_know_them(declared):
    declared("tests.sum", lambda handle: {})
    enqueue(actor=None, name="tests.sum")
    assert claim(worker="test", lease=LEASE, names=["tests.other"]) is None


def test_run_attempt_leaves_nothing_in_the_keeper(declared, keeper):
    declared("tests.sum", lambda handle: {})
    enqueue(actor=None, name="tests.sum")
    run_attempt(claimed(), keeper)
    assert keeper.attempts() == []
