"""A program that kills its own workers: `python storm.py ROUNDS SEED`, with DATABASE_URL set.

It forks a worker process for each round, which kills itself with SIGKILL before or after the n-th SQL statement of all
its threads, drawn from the seed; the next round starts as if the dead worker's leases were over. The last round lives.
Then a worker is stopped in the middle, another one takes over, and the first goes on. Prints what is left as JSON.
"""

# ruff: noqa: E402, S311, T201 -- a program: it sets Django up before it imports, draws from a seed, and prints

import datetime as dt
import itertools
import json
import os
import random
import signal
import sys
import threading

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "parvis.config.settings_test"
django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.signals import connection_created

from parvis.base.activity.models import Entry
from parvis.base.activity.services.record import record
from parvis.base.jobs.enums import ENDED
from parvis.base.jobs.models import Job
from parvis.base.jobs.registry import job
from parvis.base.jobs.services.queue import enqueue
from parvis.base.jobs.services.running import run_due_jobs
from parvis.base.jobs.services.worker import Worker
from parvis.core import clock

ROWS = 3


@job("tests.effect", label="effect")
def effect(handle, number):
    """Write three rows in one effect."""
    for step in range(3):
        handle.progress(step, 3)
    with handle.effect() as result:
        for row in range(ROWS):
            record(actor=None, verb="tests.effect", data={"number": number, "row": row})
            handle.progress(row, ROWS)
        result["rows"] = ROWS
    return {"after": True}


@job("tests.repeatable", label="repeatable", quick=True)
def repeatable(handle, number):
    """Without an effect: may run twice, and does no harm then."""
    handle.progress(1, 1)
    return {"number": number}


class Fate:
    """Sends a signal to this process at the n-th SQL statement of all its connections."""

    def __init__(self, at, *, before, number=signal.SIGKILL, between_transactions=False):
        self.at, self.before, self.number = at, before, number
        self.between_transactions = between_transactions
        self._count = itertools.count(1)
        self._struck = False
        connection_created.connect(self._watch, weak=False)

    def _watch(self, connection, **_kwargs):
        connection.execute_wrappers.append(self._count_statement)

    def _count_statement(self, execute, sql, params, many, context):
        due = next(self._count) >= self.at and not self._struck
        if self.between_transactions and context["connection"].in_atomic_block:
            due = False
        if due and self.before:
            self._strike()
        result = execute(sql, params, many, context)
        if due and not self.before:
            self._strike()
        return result

    def _strike(self):
        self._struck = True
        os.kill(os.getpid(), self.number)


def fork(act):
    """Run `act` in a child process; returns its id."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    return child


def ours():
    return Job.objects.filter(name__startswith="tests.")


def work(lease=60.0, tick=1.0):
    """A real worker with its threads, until every job has ended."""
    worker = Worker(threads=3, lease=dt.timedelta(seconds=lease), poll=0.005, tick=tick)

    def watch():
        pause = threading.Event()
        while ours().exclude(state__in=ENDED).exists():
            pause.wait(0.02)
        worker.stop()

    threading.Thread(target=watch, daemon=True).start()
    worker.run(grace=30)


def doomed(fate_at, *, before):
    Fate(fate_at, before=before)
    work()


def expire_leases():
    """What time would do: the leases of the dead are over."""
    Job.objects.filter(lease_until__isnull=False).update(lease_until=clock.now() - dt.timedelta(seconds=1))


def storm(rounds, rng):
    """Kill a worker in each round; returns how many died by their fate, and the last one's exit status."""
    killed = 0
    for number in range(rounds):
        add_jobs([number, -number - 1])
        at, before = rng.randint(1, 100), rng.random() < 0.5
        status = os.waitpid(fork(lambda at=at, before=before: doomed(at, before=before)), 0)[1]
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        expire_leases()
    return killed, os.waitpid(fork(work), 0)[1]


def stall(at):
    """A worker sleeps in the middle of a job, another one takes over, the sleeper wakes up and must change nothing."""
    between = connection.vendor == "sqlite"

    def sleeper():
        Fate(at, before=True, number=signal.SIGSTOP, between_transactions=between)
        run_due_jobs()

    child = fork(sleeper)
    stopped = os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1])
    if stopped:
        with_patience(expire_leases)
        os.waitpid(fork(run_due_jobs), 0)
        os.kill(child, signal.SIGCONT)
        os.waitpid(child, 0)
    return stopped


def with_patience(act):
    """On PostgreSQL, rows that the sleeper has locked are left alone."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET lock_timeout = '200ms'")
    try:
        act()
    except django.db.OperationalError:
        connections.close_all()


def add_jobs(numbers):
    for number in numbers:
        enqueue(actor=None, name="tests.effect", arguments={"number": number})
        enqueue(actor=None, name="tests.repeatable", arguments={"number": number})


def main(rounds, seed):
    rng = random.Random(seed)
    call_command("migrate", verbosity=0)
    killed, last = storm(rounds, rng)
    stalls = 0
    for number in range(1000, 1008):
        add_jobs([number])
        stalls += stall(rng.randint(2, 18))
    run_due_jobs()
    add_jobs(range(2000, 2004))
    hectic = os.waitpid(fork(lambda: work(lease=0.02, tick=0.005)), 0)[1]
    rows = [(e.data["number"], e.data["row"]) for e in Entry.objects.filter(verb="tests.effect")]
    states = ours().values_list("name", "arguments__number", "state", "losses")
    report = {"killed": killed, "last": last, "stalls": stalls, "hectic": hectic, "rows": rows, "jobs": list(states)}
    print(json.dumps(report))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
