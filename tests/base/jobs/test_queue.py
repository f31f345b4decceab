"""Asking for jobs, cancelling them, queueing them again."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.jobs.enums import JobState
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import cancel, enqueue, retry
from parvis.core import clock
from parvis.core.errors import InvalidTransition, NotAllowed
from tests.factories.accounts import UserFactory, account_with
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def test_enqueue_stores_who_asked_for_what(declared):
    declared("tests.sum", lambda handle, a, b: {"sum": a + b})
    user = UserFactory()
    job = enqueue(actor=user, name="tests.sum", arguments={"a": 1, "b": 2})
    assert (job.created_by, job.arguments, job.state) == (user, {"a": 1, "b": 2}, JobState.QUEUED)
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.target_id) == (user, "jobs.queued", str(job.pk))


def test_enqueue_by_parvis_itself_leaves_no_trace_in_the_log(declared):
    declared("tests.sum", lambda handle: {})
    enqueue(actor=None, name="tests.sum")
    assert not Entry.objects.exists()


def test_enqueue_refuses_an_unknown_name():
    with pytest.raises(KeyError, match=r"tests\.unknown"):
        enqueue(actor=None, name="tests.unknown")


def test_enqueue_rolls_back_with_its_caller(declared):
    declared("tests.sum", lambda handle: {})
    with transaction.atomic():
        enqueue(actor=None, name="tests.sum")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_enqueue_with_a_key_waits_once(declared):
    declared("tests.sum", lambda handle: {})
    first = enqueue(actor=None, name="tests.sum", key="k")
    assert enqueue(actor=None, name="tests.sum", key="k") == first
    assert enqueue(actor=None, name="tests.sum", key="other") != first
    run_jobs()
    assert enqueue(actor=None, name="tests.sum", key="k") != first


def test_enqueue_with_a_delay_is_not_due_before(declared):
    declared("tests.sum", lambda handle: {})
    enqueue(actor=None, name="tests.sum", delay=dt.timedelta(hours=1))
    assert run_jobs()[0].state == JobState.QUEUED
    with time_machine.travel(clock.now() + dt.timedelta(hours=1, seconds=1)):
        assert run_jobs()[0].state == JobState.DONE


def test_cancel_ends_a_waiting_job_at_once(declared):
    declared("tests.sum", lambda handle: {})
    user = UserFactory()
    job = enqueue(actor=user, name="tests.sum")
    cancel(actor=user, job=job)
    assert run_jobs()[0].state == JobState.CANCELLED
    with pytest.raises(InvalidTransition):
        cancel(actor=user, job=job)


def test_cancel_of_a_running_job_is_noticed_at_its_next_progress(declared, keeper):
    user = UserFactory()

    def run(handle):
        cancel(actor=user, job=Job.objects.get())
        keeper.beat()
        handle.progress(1, 2)
        raise AssertionError("must not come here")

    declared("tests.long", run)
    enqueue(actor=user, name="tests.long")
    (job,) = run_jobs(keeper)
    assert job.state == JobState.CANCELLED
    assert job.progress.done == 1


def test_retry_starts_a_failed_job_afresh(declared):
    outcomes = iter([ValueError("no luck"), None])

    def run(handle):
        if error := next(outcomes):
            raise error

    declared("tests.luck", run, attempts=1)
    job = enqueue(actor=None, name="tests.luck")
    (job,) = run_jobs()
    assert (job.state, job.error) == (JobState.FAILED, "ValueError: no luck")
    retry(actor=account_with(Role.COMMUNITY), job=job)
    (job,) = run_jobs()
    assert (job.state, job.error, job.errors) == (JobState.DONE, "", 0)


@pytest.mark.parametrize(
    ("who", "may_cancel", "may_retry"),
    [("creator", True, False), ("team", True, True), ("reviewer", False, False), ("outsider", False, False)],
)
def test_who_may_steer_a_job(declared, who, may_cancel, may_retry):
    declared("tests.sum", lambda handle: {})
    people = {
        "creator": UserFactory(),
        "team": account_with(Role.SITE),
        "reviewer": account_with(Role.REVIEWER),
        "outsider": UserFactory(),
    }
    job = enqueue(actor=people["creator"], name="tests.sum")
    assert allowed(cancel, people[who], job) == may_cancel
    Job.objects.update(state=JobState.FAILED)
    job.refresh_from_db()
    assert allowed(retry, people[who], job) == may_retry


def allowed(act, actor, job):
    try:
        act(actor=actor, job=job)
    except NotAllowed:
        return False
    return True
