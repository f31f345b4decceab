"""A build that is killed, at whatever moment, is finished by the next start: the same campus, nothing twice."""

import itertools
import signal
from collections import Counter
from contextlib import contextmanager
from functools import cache

import pytest
from django.core.management import call_command
from django.db import connections

from parvis.demo.build import STEPS, build_demo
from tests.demo.campus import all_of_it

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("small")]

LETHAL = (1, 1, 2, 1, 1, 2, 1, 1, 12)
"""After how many transactions that write each start is killed, over and over; the index, which begins anew each time,
takes eleven or so in one go."""

MOST_DEATHS = 1000
"""More starts than that mean that a build which is killed does not get any further."""


class Killed(BaseException):
    """What `kill -9` looks like from within: nothing handles it."""


@contextmanager
def killed_after(transactions, monkeypatch):
    """End the process, as it were, when so many transactions have written and before anyone hears of the last one."""
    database = connections["default"]
    commit = type(database)._commit
    left, writes = itertools.count(transactions - 1, -1), []

    def watch(execute, sql, *arguments):
        writes.extend(word for word in ("INSERT", "UPDATE", "DELETE") if sql.startswith(word))
        return execute(sql, *arguments)

    def commit_and_die(self):
        commit(self)
        if writes and next(left) == 0:
            raise Killed
        writes.clear()

    with monkeypatch.context() as patch, database.execute_wrapper(watch):
        patch.setattr(type(database), "_commit", commit_and_die)
        try:
            yield
        finally:
            database.run_on_commit.clear()


@cache
def build_in_peace():
    """The campus of a build that nobody disturbed; the database is empty again afterwards."""
    build_demo(str)
    found = all_of_it()
    call_command("flush", verbosity=0, interactive=False)
    return found


def differences(found, wanted):
    """What one campus has and the other has not, by table."""
    return {name: (found[name] - rows, rows - found[name]) for name, rows in wanted.items() if rows != found[name]}


def test_build_that_is_killed_again_and_again_makes_the_same_campus(monkeypatch):
    wanted = build_in_peace()
    deaths = 0
    for transactions in itertools.islice(itertools.cycle(LETHAL), MOST_DEATHS):
        try:
            with killed_after(transactions, monkeypatch):
                build_demo(str)
        except Killed:
            deaths += 1
        else:
            break
    assert deaths > len(STEPS) * 4
    assert differences(all_of_it(), wanted) == {}


def test_command_that_is_killed_in_each_step_makes_the_same_campus(survivor):
    killed = {step: [-signal.SIGKILL, False] for step in [*dict(STEPS), "index"]}
    assert survivor.ends == {**killed, "none": [0, True]}
    found = {name: Counter(rows) for name, rows in survivor.campus.items()}
    assert differences(found, build_in_peace()) == {}


def test_build_of_what_is_built_changes_nothing():
    build_demo(str)
    before = all_of_it()
    build_demo(str)
    assert differences(all_of_it(), before) == {}
