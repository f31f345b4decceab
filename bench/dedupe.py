"""Deduplication of generated registers by size, beside Splink and a plain rule.

Each run is a process of its own, from reading the file to writing the clusters. `PARVIS_BENCH_SIZES=10000` for fewer
records. Processor time is that of all threads; the peak is the resident memory of the whole process. Splink has
requirements of its own (`requirements/bench.txt`), in a folder that only its process sees.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.clustering import Quality, pairwise
from bench.register_records import kept, read
from bench.report import ROOT, SCRATCH, Report, Table

SIZES = os.environ.get("PARVIS_BENCH_SIZES", "10000,100000,1000000")
SEED = 11
"""Records that nothing was fitted on: the models have seen the seeds of `bench/dedupe_training.py`."""
LIMIT = 300
"""Seconds after which a run is given up."""
SPLINK = SCRATCH / "splink"
NOISES = (0.5, 1.0, 1.5)


@dataclass(frozen=True)
class Run:
    """One process."""

    seconds: float
    processor: float
    peak: float
    """Gigabytes."""
    printed: str


def measure(*, quick: bool) -> Report:
    """All tables."""
    sizes = [2_000] if quick else [int(size) for size in SIZES.split(",")]
    files = {size: kept(size, SEED) for size in sizes}
    return Report(
        "dedupe",
        "Measures of deduplication",
        [_speed(files), _blocking(files), _noise(2_000 if quick else 30_000)],
        intro="Records are generated (`bench/register_records.py`): five registers and people who type, with slips, "
        "abbreviations, missing identifiers, moves, and what is hard to tell apart: sites of one group, labs of one "
        "university, homonyms, tenants of one address. No model has seen these records. Quality is counted by pairs of "
        "records after clustering, at the default threshold. See [how it works](../../explanation/dedupe.md).",
    )


def ours(path: Path, target: Path) -> Run:
    """`parvis engine dedupe` over a file."""
    command = [sys.executable, "-m", "parvis", "engine", "dedupe", "--json"]
    return run([*command, "--records", str(path), "--output", str(target)])


def splink(path: Path, target: Path) -> Run:
    """Splink over the same file."""
    return run([sys.executable, "-m", "bench.dedupe_splink", str(path), str(target)], splink_folder())


def splink_folder() -> Path:
    """Where Splink is (and implicit), installed there when it is asked for the first time."""
    if not (SPLINK / "implicit").exists():
        command = ["-m", "uv", "pip", "install", "--python", sys.executable, "--require-hashes", "--target", SPLINK]
        subprocess.run([sys.executable, *command, "-r", ROOT / "requirements" / "bench.txt"], check=True)
    return SPLINK


def plain(path: Path, target: Path) -> Run:
    """The same normalised name in the same city."""
    return run([sys.executable, "-m", "bench.dedupe_plain", str(path), str(target)])


def run(command: list[str], *folders: Path) -> Run:
    """Run a command to its end, with what it took; raises CalledProcessError when it fails, or takes too long."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT, *folders)))}
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=subprocess.DEVNULL)
        guard = threading.Timer(LIMIT, process.kill)
        guard.start()
        _pid, status, used = os.wait4(process.pid, 0)
        guard.cancel()
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        out.seek(0)
        printed = out.read().decode()
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6, printed)


def quality(path: Path, clusters: Path) -> Quality:
    """The clusters of a file against its truth."""
    with clusters.open(encoding="utf-8", newline="") as file:
        found = {row["id"]: row["cluster"] for row in csv.DictReader(file)}
    records, truth = read(path)
    return pairwise([found.get(record.id, record.id) for record in records], truth)


def _speed(files: dict[int, Path]) -> Table:
    table = Table(
        (
            "records",
            "method",
            "seconds",
            "seconds per 100,000",
            "processor, s",
            "peak, GB",
            "precision",
            "recall",
            "F1",
        ),
        title="Speed and quality",
        before="From reading the file to writing the clusters, start of the process included.",
        after=f"A run that takes more than {LIMIT} seconds is given up.",
    )
    methods = {"parvis": ours, "Splink 5 on DuckDB": splink, "same name and city": plain}
    for size, path in files.items():
        for name, method in methods.items():
            with tempfile.TemporaryDirectory() as folder:
                table.rows.append((size, name, *_measured(method, path, Path(folder) / "clusters.csv", size)))
    return table


def _measured(method: Callable[[Path, Path], Run], path: Path, target: Path, size: int) -> tuple[str, ...]:
    try:
        took = method(path, target)
    except subprocess.CalledProcessError:
        return ("none",) * 7
    spent = (took.seconds, took.seconds / size * 1e5, took.processor)
    return *(f"{seconds:.1f}" for seconds in spent), f"{took.peak:.2f}", *_shares(quality(path, target))


def _blocking(files: dict[int, Path]) -> Table:
    table = Table(
        ("records", "recall", "pairs", "pairs a record"),
        title="What blocking loses",
        before="The recall is the share of the true pairs that are compared at all.",
    )
    for size, path in files.items():
        found = _json([sys.executable, "-m", "bench.dedupe_blocking", str(path)])
        table.rows.append((size, f"{found['recall']:.4f}", found["pairs"], found["pairs"] / size))
    return table


def _noise(size: int) -> Table:
    table = Table(
        ("noise", "precision", "recall", "F1"),
        title="How quality falls with noise",
        before=f"{size:,} records of another seed; noise scales slips, reworded names, moves and missing fields, 1.0 "
        "being what the other tables have.",
    )
    for noise in NOISES:
        path = kept(size, SEED + 1, noise)
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "clusters.csv"
            ours(path, target)
            table.rows.append((noise, *_shares(quality(path, target))))
    return table


def _shares(found: Quality) -> tuple[str, str, str]:
    return f"{found.precision:.3f}", f"{found.recall:.3f}", f"{found.f1:.3f}"


def _json(command: list[str]) -> Any:
    return json.loads(run(command).printed)
