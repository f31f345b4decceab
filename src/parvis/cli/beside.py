"""A worker beside the server, for one machine that runs everything: started again when it dies, gone with the server.

The server forks its processes, which threads must not live through; so the one who watches over the worker is a small
process of its own. Both notice when whoever started them is gone, however that came about.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LOOK_EVERY = 1.0
PATIENCE = 45.0
"""Seconds that a worker has to give its jobs back; longer than its own two periods of grace."""


@contextmanager
def worker_beside() -> Iterator[None]:
    """Background jobs run while the block does."""
    code = "from parvis.cli.beside import watch_over_worker; watch_over_worker()"
    watcher = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)  # noqa: S603 -- our own code
    try:
        yield
    finally:
        _end(watcher)


def watch_over_worker() -> None:
    """Keep one worker running until this process is told to stop or its parent is gone."""
    parent, stopping = os.getppid(), threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    while not stopping.is_set():
        worker = _start()
        while worker.poll() is None and not stopping.wait(LOOK_EVERY):
            if os.getppid() != parent:
                stopping.set()
        _end(worker)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "parvis", "worker", "--with-parent"])


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the process to stop, and make it when it does not."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
