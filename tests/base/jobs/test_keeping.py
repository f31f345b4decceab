"""The keeper of leases."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, connection

from parvis.base.jobs.models import Job, Progress
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.services.claims import claim
from parvis.base.jobs.services.keeping import Keeper
from parvis.base.jobs.services.queue import enqueue
from parvis.base.jobs.services.running import LEASE
from parvis.core import clock
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def test_the_lease_is_left_alone_while_the_effect_goes_on(declared, keeper):
    """On SQLite nothing at all is written then, on PostgreSQL progress still is: it has a row of its own."""
    found = {}

    def run(handle):
        until = Job.objects.get().lease_until
        with handle.effect(), time_machine.travel(clock.now() + dt.timedelta(seconds=50)):
            handle.progress(7, 9)
            keeper.beat()
            found["lease"] = Job.objects.get().lease_until in {until, None}
            found["shown"] = Progress.objects.get().done

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    run_jobs(keeper)
    assert found == {"lease": True, "shown": 0 if connection.vendor == "sqlite" else 7}
    assert Progress.objects.get().done == 7


def test_the_lease_is_left_alone_after_the_effect(declared, keeper):
    def run(handle):
        with handle.effect():
            pass
        with time_machine.travel(clock.now() + dt.timedelta(seconds=50)):
            keeper.beat()
        handle.progress(1)
        return {"went": "on"}

    declared("tests.write", run)
    enqueue(actor=None, name="tests.write")
    assert run_jobs(keeper)[0].result == {"went": "on"}


def test_a_beat_outlives_an_error_of_the_database():
    class Broken(Keeper):
        def beat(self):
            raise DatabaseError("gone")

    Broken(LEASE).beat_safely()


def test_nothing_is_written_while_there_is_nothing_to_do(declared, django_assert_num_queries):
    declared("tests.sum", lambda handle: {})
    with django_assert_num_queries(1):
        assert claim(worker="test", lease=LEASE, names=jobs.names()) is None
    with django_assert_num_queries(0):
        Keeper(LEASE).beat()
