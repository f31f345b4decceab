"""`parvis worker` runs jobs, alone or beside the server, and comes back when it is killed."""

import contextlib
import os
import re
import signal
import threading

from tests.cli.test_serve import serving
from tests.support.process import parvis

STARTED = re.compile(r'"worker": "[^"]+:(\d+)".*"jobs\.worker_started"')


def test_worker_refuses_while_migrations_wait(tmp_path):
    refused = parvis(tmp_path, "worker")
    assert refused.returncode == 1
    assert "Run `parvis init` first." in refused.stderr


def test_worker_once_runs_what_is_due(instance):
    done = parvis(instance.folder, "worker", "--once")
    assert done.returncode == 0, done.stderr
    assert int(re.search(r"(\d+) jobs were run", done.stdout)[1]) >= 2
    assert parvis(instance.folder, "worker", "--once").stdout.splitlines()[-1] == "0 jobs were run."


@contextlib.contextmanager
def at_most(seconds, process):
    """Kill the process rather than wait for its words for ever."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    yield
    timer.cancel()


def next_worker(stream):
    """The process id that the next worker tells the log."""
    for line in stream:
        if found := STARTED.search(line):
            return int(found[1])
    raise AssertionError("no worker has started")


def test_a_worker_beside_the_server_comes_back_when_it_is_killed_and_goes_with_it(instance):
    with serving(instance.folder, "--workers", "1", "--with-worker") as (_port, process), at_most(120, process):
        first = next_worker(process.stderr)
        os.kill(first, signal.SIGKILL)
        second = next_worker(process.stderr)
        assert second != first
        process.send_signal(signal.SIGTERM)
        assert "jobs.worker_stopped" in process.stderr.read()
        assert process.wait(timeout=600) == 0
