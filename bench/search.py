"""Speed and quality of search, each in processes of its own; `PARVIS_BENCH_SIZES=10000` for fewer organisations."""

import json
import os
import subprocess
import sys
from typing import Any

from bench.report import ROOT, Report, Table, percentile

SIZES = os.environ.get("PARVIS_BENCH_SIZES", "10000,100000,1000000")
NO_POSTGRES = 3
"""What tools/with-postgres answers when there is none."""

NAMES = {"sqlite": ("SQLite", "FTS5 alone"), "postgresql": ("PostgreSQL", "tsvector and GIN alone")}


def measure(*, quick: bool) -> Report:
    """All sizes on SQLite, and on PostgreSQL where there is one; then the labelled queries."""
    sizes = "10000" if quick else SIZES
    arguments = ["-m", "bench.search_speed", "--sizes", sizes, "--queries", "200" if quick else "500"]
    runs = [
        *_lines([sys.executable, *arguments]),
        *_lines([str(ROOT / "tools" / "with-postgres"), sys.executable, *arguments]),
    ]
    quality = _lines([sys.executable, "-m", "bench.search_quality"])[0]
    return Report(
        "search",
        "Measures of search",
        [_overview(runs), _by_kind(runs), _quality(quality)],
        intro="Organisations are generated after the shape of the real ones (`bench/organisations.py`), queries are "
        "made from them as people type (`bench/search_queries.py`), in equal parts. See [how search works]"
        "(../../explanation/search.md).",
    )


def _lines(command: list[str]) -> list[Any]:
    environ = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    if "with-postgres" not in command[0]:
        environ.pop("DATABASE_URL", None)
    done = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode == NO_POSTGRES:
        return []
    done.check_returncode()
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _row(size: int, database: str, what: str, by_kind: dict[str, list[float]]) -> tuple[object, ...]:
    times = [ms for some in by_kind.values() for ms in some]
    return (f"{size:,}", database, what, *(percentile(times, share) for share in (0.5, 0.95, 0.99)))


def _overview(runs: list[dict[str, Any]]) -> Table:
    table = Table(
        ("organisations", "database", "search", "median, ms", "95th percentile, ms", "99th, ms"),
        title="Speed",
        before="One process, one thread, every query once; with six facets counted exactly, the best 25 and why they "
        "were found. Beside it, what each database does alone: all words and a beginning, its own ranking, nothing "
        "corrected or expanded. The aim: 95 % under 20 ms at 100,000 and under 60 ms at 1,000,000.",
    )
    for run in runs:
        database, plain = NAMES[run["vendor"]]
        table.rows.append(_row(run["size"], database, "**parvis**, with facets", run["parvis"]))
        table.rows.append(_row(run["size"], database, f"{plain}, without facets", run["plain"]))
        table.rows.append(_row(run["size"], database, f"{plain}, with facets", run["plain_facets"]))
    table.after = (
        "Building the index, organisations a second (generating them included): "
        + "; ".join(f"{run['size']:,} on {NAMES[run['vendor']][0]}: {run['size'] / run['build']:,.0f}" for run in runs)
        + ". Load of the machine when measured: "
        + ", ".join(f"{run['load']:.1f}" for run in runs)
        + "."
    )
    return table


def _by_kind(runs: list[dict[str, Any]]) -> Table:
    largest = max(run["size"] for run in runs)
    table = Table(
        ("query", "database", "median, ms", "95th percentile, ms", "worst, ms"),
        title=f"Speed by kind of query, at {largest:,} organisations",
    )
    for run in (run for run in runs if run["size"] == largest):
        for kind, times in run["parvis"].items():
            figures = (percentile(times, 0.5), percentile(times, 0.95), max(times))
            table.rows.append((kind, NAMES[run["vendor"]][0], *figures))
    return table


def _quality(found: dict[str, list[float]]) -> Table:
    table = Table(
        ("queries", "number", "first, %", "among five, %", "FTS5: first, %", "FTS5: among five, %"),
        title="Quality",
        before="Labelled queries over the real directory (`bench/cases/search_queries.csv`). `tune` may be looked at "
        "when the ranking is changed, `held` may not; `anr` are names as typed in files of the ANR. Two entries of "
        "different registers that are the same organisation count as one.",
    )
    for group, figures in found.items():
        table.rows.append((group, *figures))
    return table
