"""`python victim.py FOLDER`: `parvis demo` with small registers, killed by SIGKILL in the middle of each of its steps.

One process is forked for each step and dies in it; the last one lives, and builds what is missing. Prints as JSON how
each of them ended, whether the demo counted as built then, and everything that is in it in the end.
"""

# ruff: noqa: E402, T201 -- a program: it sets Django up before it imports, and prints

import json
import os
import signal
import sys
from pathlib import Path

os.environ |= {"DJANGO_SETTINGS_MODULE": "parvis.config.settings_test", "PARVIS_DEMO": "yes"}

import pytest
from django.db import connection, connections

from parvis.cli import app
from parvis.cli.demo import STAMP
from parvis.cli.start import start

start()

from parvis.demo import build
from parvis.demo.steps import index
from tests.demo.campus import all_of_it, make_small


def killed_within(step):
    """The step, killed before its second INSERT: in the middle of a transaction that is never seen again."""
    inserts = 0

    def kill_at_the_second(execute, sql, *arguments):
        nonlocal inserts
        inserts += sql.startswith("INSERT")
        if inserts > 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *arguments)

    def run(context):
        with connection.execute_wrapper(kill_at_the_second):
            step(context)

    return run


def build_until(step):
    """Build the demo in a process of its own, which is killed in the step; the signal that ended it, 0 for none."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    build.STEPS = tuple((name, killed_within(run) if name == step else run) for name, run in build.STEPS)
    if step == "index":
        index.build = killed_within(index.build)
    app(["demo", "--no-serve"], standalone_mode=False)
    connections.close_all()
    return sys.exit()


def main(folder):
    """Build the demo of the folder."""
    make_small(Path(folder) / "small", pytest.MonkeyPatch())
    stamp = Path(os.environ["PARVIS_DATA_DIR"]) / STAMP
    ends = {step: [build_until(step), stamp.exists()] for step in [*dict(build.STEPS), "index", "none"]}
    print(json.dumps({"ends": ends, "campus": {name: dict(rows) for name, rows in all_of_it().items()}}))


main(sys.argv[1])
