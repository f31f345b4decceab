"""Speed and quality of search, each in processes of its own; `PARVIS_BENCH_SIZES=10000` for fewer organisations."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from bench.report import ROOT, SCRATCH, Report, Table, percentile

Run = dict[str, Any]
Time = tuple[float, float]

SIZES = os.environ.get("PARVIS_BENCH_SIZES", "10000,100000,1000000")
NO_POSTGRES = 3
"""What tools/with-postgres answers when there is none."""

NAMES = {"sqlite": ("SQLite", "FTS5 alone"), "postgresql": ("PostgreSQL", "tsvector and GIN alone")}
KEPT = SCRATCH / "search.jsonl"
"""What was measured last, one object a line."""


def measure(*, quick: bool) -> Report:
    """All sizes on SQLite, and on PostgreSQL where there is one; then the labelled queries."""
    sizes = "10000" if quick else SIZES
    arguments = ["-m", "bench.search_speed", "--sizes", sizes, "--queries", "200" if quick else "500"]
    _lines([sys.executable, "-m", "bench.kept", str(max(map(int, sizes.split(","))))])
    runs = [
        *_lines([sys.executable, *arguments]),
        *_lines([str(ROOT / "tools" / "with-postgres"), sys.executable, *arguments]),
    ]
    quality = _lines([sys.executable, "-m", "bench.search_quality"])[0]
    KEPT.write_text("".join(f"{json.dumps(one)}\n" for one in [*runs, quality]), encoding="utf-8")
    return report(runs, quality)


def report(runs: list[Run], quality: dict[str, list[float]]) -> Report:
    """The page of what was measured."""
    return Report(
        "search",
        "Measures of search",
        [_overview(runs), _by_kind(runs), _plain(runs), _process(runs), _quality(quality)],
        intro="Organisations are generated after the shape of the real ones (`bench/organisations.py`), queries are "
        "made from them as people type (`bench/search_queries.py`), ten kinds in equal parts. Each query finds the "
        "best 25, says why, and counts six facets exactly. One process, one thread, every query once. *Waited* is what "
        "the clock says; *processor* is the processor time of the process that searches, which tells more when the "
        "machine is busy with other work. See [how search works](../../explanation/search.md).",
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


def _figures(times: Iterable[Time], *shares: float) -> Iterator[float]:
    """What is waited, then the processor time, at these shares of the times."""
    for column in zip(*times, strict=True):
        yield from (percentile(column, share) for share in shares)


def _all(by_kind: dict[str, list[Time]]) -> list[Time]:
    return [one for times in by_kind.values() for one in times]


def _place(run: Run) -> tuple[str, str]:
    return f"{run['size']:,}", NAMES[run["vendor"]][0]


def _overview(runs: list[Run]) -> Table:
    table = Table(
        (
            "organisations",
            "database",
            "waited, median, ms",
            "95th percentile, ms",
            "99th, ms",
            "processor, median, ms",
            "95th percentile, ms",
            "99th, ms",
            "server, mean, ms",
            "load",
        ),
        title="Speed",
        before="The aim: 95 % under 20 ms at 100,000 organisations and under 60 ms at 1,000,000. *Server* is the "
        "processor time of PostgreSQL for a query, *load* how many processes wanted a core when it was measured.",
    )
    for run in runs:
        asked = run["ask"]
        server = "-" if asked["server"] is None else asked["server"]
        table.rows.append((*_place(run), *_figures(_all(asked["times"]), 0.5, 0.95, 0.99), server, asked["load"]))
    return table


def _by_kind(runs: list[Run]) -> Table:
    largest = max(run["size"] for run in runs)
    table = Table(
        (
            "query",
            "database",
            "waited, median, ms",
            "95th percentile, ms",
            "processor, median, ms",
            "95th percentile, ms",
            "worst, ms",
        ),
        title=f"Speed by kind of query, at {largest:,} organisations",
    )
    for run in (run for run in runs if run["size"] == largest):
        for kind, times in run["ask"]["times"].items():
            worst = max(processor for _waited, processor in times)
            table.rows.append((kind, NAMES[run["vendor"]][0], *_figures(times, 0.5, 0.95), worst))
    return table


def _plain(runs: list[Run]) -> Table:
    table = Table(
        ("organisations", "search", "waited, median, ms", "95th percentile, ms", "with facets, median, ms", "95th, ms"),
        title="What each database does alone",
        before="All words and a beginning, its own ranking, nothing corrected or expanded; without facets, and with "
        "the same six counted in SQL. A hundred queries at a million, where some take seconds.",
    )
    for run in runs:
        without, with_facets = ([waited for waited, _ in _all(run[name])] for name in ("plain", "plain_facets"))
        figures = (percentile(times, share) for times in (without, with_facets) for share in (0.5, 0.95))
        table.rows.append((f"{run['size']:,}", NAMES[run["vendor"]][1], *figures))
    return table


def _process(runs: list[Run]) -> Table:
    table = Table(
        (
            "organisations",
            "database",
            "index built, s",
            "processor, s",
            "memory for it, MB",
            "stored, MB",
            "first query of a process, ms",
            "processor, ms",
            "memory of a process: at first, MB",
            "after the queries, MB",
            "one changed, ms",
            "processor, ms",
            "next query, ms",
            "processor, ms",
        ),
        title="Building, starting, changing",
        before="Building includes reading the organisations from a file. *Memory for it* is the most that the building "
        "process held. *One changed* is the time to index one organisation that was renamed; *next query* asks for "
        "*centre* right after, with facets, so that the process reads again what has changed. Both are medians.",
    )
    for run in runs:
        built, first, change = run["build"], run["first"], run["change"]
        medians = [*_figures(change["written"], 0.5), *_figures(change["next"], 0.5)]
        made = (built["wait"], built["processor"], built["peak"], built["stored"])
        table.rows.append(
            (*_place(run), *made, *first["time"], first["before"], run["ask"]["memory"], *medians),
        )
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
