"""A command with all processes that it starts: processor time and memory, sampled from /proc, and what Spark logged."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import ROOT

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Used:
    """What a command and its children used."""

    seconds: float = 0
    peak: float = 0
    """Gigabytes that are resident in all processes together, at the most; pages that are shared count for each."""
    processors: dict[int, float] = field(default_factory=dict)
    """For each process the seconds of processor time, as last seen."""
    printed: str = ""

    @property
    def processor(self) -> float:
        """Seconds of all processes."""
        return sum(self.processors.values())


def run(command: list[str], folder: Path, limit: float) -> Used:
    """Run parvis on the packages in `folder` to its end; raises CalledProcessError when it fails or takes too long."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT, folder)))}
    used, began = Used(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "parvis", *command],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    ended = threading.Event()
    sampler = threading.Thread(target=_sample, args=(process.pid, used, ended))
    sampler.start()
    try:
        used.printed, _errors = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    finally:
        ended.set()
        sampler.join()
    used.seconds = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used


def shuffled(folder: Path) -> tuple[float, float]:
    """Gigabytes that all tasks wrote to be shuffled, and that they spilled to the disk, from Spark's own log."""
    written = spilled = 0
    for path in folder.iterdir():
        with path.open(encoding="utf-8") as file:
            for line in file:
                if '"SparkListenerTaskEnd"' in line:
                    metrics = json.loads(line).get("Task Metrics") or {}
                    written += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
                    spilled += metrics.get("Disk Bytes Spilled", 0)
    return written / 1e9, spilled / 1e9


def _sample(root: int, used: Used, ended: threading.Event) -> None:
    while not ended.wait(0.25):
        resident = 0
        for pid, spent, pages in _family(root):
            used.processors[pid] = spent
            resident += pages
        used.peak = max(used.peak, resident * PAGE / 1e9)


def _family(root: int) -> list[tuple[int, float, int]]:
    """The process and all that come from it: number, seconds of processor time, resident pages."""
    found: dict[int, tuple[int, float, int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = path.read_text(encoding="utf-8").rpartition(") ")[2].split()
        except OSError:
            continue  # it has ended
        found[int(path.parent.name)] = int(values[1]), (int(values[11]) + int(values[12])) / TICK, int(values[21])
    family, more = {root}, True
    while more:
        children = {pid for pid, (parent, _spent, _pages) in found.items() if parent in family} - family
        family, more = family | children, bool(children)
    return [(pid, *found[pid][1:]) for pid in family if pid in found]
