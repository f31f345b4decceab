"""A worker with its threads."""

import datetime as dt
import threading

import pytest
from django.db import OperationalError

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job, Schedule, WorkerPresence
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.selectors.jobs import counts_by_state, workers_present
from parvis.base.jobs.services import worker as worker_module
from parvis.base.jobs.services.queue import enqueue
from parvis.base.jobs.services.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def only_here(monkeypatch):
    """No job but those of the test: a worker of this test must not start a delivery or a pruning."""
    monkeypatch.setattr(jobs, "_items", {})


@pytest.fixture
def run(only_here):
    """A function that runs a worker in a thread until the test says stop; at most a minute."""
    started = []

    def start(grace=60, **options):
        worker = Worker(poll=0.01, tick=0.01, **options)
        thread = threading.Thread(target=worker.run, kwargs={"grace": grace})
        thread.start()
        started.append((worker, thread))
        return worker, thread

    yield start
    for worker, thread in started:
        worker.stop()
        thread.join(60)
        assert not thread.is_alive()


def test_a_worker_runs_jobs_and_says_that_it_is_there(run, declared):
    seen, ended = [], threading.Event()

    def job(handle):
        seen.append([presence.name for presence in workers_present()])
        ended.set()

    declared("tests.periodic", lambda handle: None, every=dt.timedelta(days=1))
    declared("tests.seen", job)
    enqueue(actor=None, name="tests.seen", delay=dt.timedelta(seconds=0.3))
    worker, thread = run(threads=1)
    assert ended.wait(60)
    worker.stop()
    thread.join(60)
    assert seen == [[worker.name]]
    assert counts_by_state()[JobState.DONE] >= 1
    assert Schedule.objects.get().name == "tests.periodic"
    assert not WorkerPresence.objects.exists()


def test_a_stopping_worker_gives_back_what_takes_too_long(run, declared):
    running = threading.Event()

    def job(handle):
        while True:
            handle.progress(1)
            running.set()

    declared("tests.endless", job)
    enqueue(actor=None, name="tests.endless")
    worker, thread = run(grace=0.1, threads=1)
    assert running.wait(60)
    worker.stop()
    thread.join(60)
    given_back = Job.objects.get()
    assert (given_back.state, given_back.errors, given_back.losses, given_back.lease) == (JobState.QUEUED, 0, 0, None)


def test_a_quick_job_never_waits_behind_long_ones(run, declared):
    held, over = threading.Semaphore(0), threading.Event()

    def long(handle):
        held.release()
        over.wait(60)

    declared("tests.long", long)
    declared("tests.quick", lambda handle: over.set(), quick=True)
    enqueue(actor=None, name="tests.long")
    enqueue(actor=None, name="tests.long")
    run(threads=2)
    assert held.acquire(timeout=600)
    enqueue(actor=None, name="tests.quick")
    assert over.wait(60)


def test_a_worker_goes_on_after_the_database_was_away(run, declared, monkeypatch):
    claim, failures, ended = worker_module.claim, [OperationalError("the server is gone")] * 3, threading.Event()

    def claim_or_fail(**options):
        if failures:
            raise failures.pop()
        return claim(**options)

    monkeypatch.setattr(worker_module, "claim", claim_or_fail)
    declared("tests.late", lambda handle: ended.set())
    enqueue(actor=None, name="tests.late")
    run(threads=1)
    assert ended.wait(60)
    assert failures == []


def test_a_worker_that_is_not_wanted_any_more_ends(run):
    wanted = threading.Event()
    wanted.set()
    _worker, thread = run(threads=1, is_wanted=wanted.is_set)
    wanted.clear()
    thread.join(60)
    assert not thread.is_alive()
