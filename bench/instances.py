"""Instances to measure: made in a folder of their own, served by processes of their own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.report import ROOT

OURS = ("PARVIS_", "DJANGO_", "EMAIL_", "DATABASE_URL", "PROMETHEUS_")


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """The settings of an instance whose data is in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept |= {"PARVIS_DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return kept | {"PARVIS_LOG_LEVEL": "WARNING"} | variables


def parvis(folder: Path, *arguments: str, **variables: str) -> None:
    """Run one command to its end; raises CalledProcessError when it fails."""
    subprocess.run(
        [sys.executable, "-m", "parvis", *arguments],
        env=environment(folder, **variables),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(folder: Path, port: int, *options: str, **variables: str) -> "subprocess.Popen[bytes]":
    """`parvis serve` in a process group of its own, once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "parvis", "serve", "--port", str(port), *options],
        env=environment(folder, PARVIS_BASE_URL=f"http://127.0.0.1:{port}", **variables),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return process
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")


@contextlib.contextmanager
def serving(folder: Path, *options: str, **variables: str) -> Iterator[int]:
    """A server that is stopped at the end; gives its port."""
    port = free_port()
    process = start_server(folder, port, *options, **variables)
    try:
        yield port
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)
