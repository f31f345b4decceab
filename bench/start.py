"""From a fresh clone to the first page, and the second start."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.instances import OURS, free_port
from bench.report import ROOT, Report, Table

PEER = "pretalx with its test event took 77 s and ten commands on a like machine."


def measure(*, quick: bool) -> Report:
    """Clone the present commit into an empty folder and start it twice as the README says."""
    del quick  # there is no shorter way
    folder = Path(tempfile.mkdtemp())
    try:
        clone = folder / "parvis"
        began = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        cloned = time.perf_counter() - began
        first, second = start(clone), start(clone)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table = Table(
        ("step", "seconds"),
        [
            ("git clone", cloned),
            ("make demo, to the first page", first),
            ("make demo again, to the first page", second),
        ],
        before="The first start makes the environment, installs the locked dependencies (from a network or a cache, "
        "whichever there is), imports the registers and builds the index.",
        after=PEER,
    )
    return Report("start", "Measures of starting", [table])


def start(clone: Path) -> float:
    """Seconds until the home page answers."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, "PYTHONPATH"))}
    began = time.perf_counter()
    demo = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/", timeout=60).close()
            except (urllib.error.URLError, ConnectionError):
                if demo.poll() is not None:
                    raise RuntimeError(f"the demo ended with {demo.returncode}") from None
                time.sleep(0.05)
            else:
                return time.perf_counter() - began
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait(60)
