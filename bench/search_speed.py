"""How long a search takes, facets and why-it-was-found included, beside the database's own full-text search.

Run on SQLite:      .venv/bin/python -m bench.search_speed --sizes 10000,100000
Run on PostgreSQL:  tools/with-postgres .venv/bin/python -m bench.search_speed --sizes 10000,100000

One process, one thread, every query once, after ten others; nothing is asked twice. What stands beside it is the plain
way of each database: a table with an FTS5 or a `tsvector` index over the same texts, the words of the query with AND
and the last one as a beginning, the best 25 by its own ranking; once without facets, once with the same six facets
counted in SQL. It corrects no misspelling and expands no abbreviation.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any


CLOCK = time.process_time if os.environ.get("BENCH_CPU") else time.perf_counter


def start() -> None:
    """Make Django ready over an empty database: the one of DATABASE_URL, or a temporary file."""
    folder = tempfile.mkdtemp(prefix="parvis-bench-")
    os.environ.setdefault("PARVIS_DATA_DIR", folder)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def share(times: Sequence[float], part: float) -> float:
    """The value that this part of the times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def measure(asked: Iterable[Any], search: Callable[[Any], object]) -> dict[str, list[float]]:
    """Milliseconds for each query, by its kind."""
    found: dict[str, list[float]] = {}
    for one in asked:
        began = CLOCK()
        search(one)
        found.setdefault(one.kind, []).append((CLOCK() - began) * 1000)
    return found


def line(size: int, what: str, times: Sequence[float]) -> str:
    """A row of the table."""
    figures = f"{statistics.median(times):.1f} | {share(times, 0.95):.1f} | {max(times):.1f}"
    return f"| {size:,} | {what} | {figures} |"


def build(size: int) -> tuple[float, dict[str, int]]:
    """Build the index over generated organisations; seconds and bytes."""
    from bench.organisations import organisation
    from parvis.base.search.registry import Index, indexes
    from parvis.base.search.services import indexing

    facets = ("kind", "theme", "region", "department", "source", "status")
    indexes._items["bench"] = Index(lambda keys: map(organisation, keys), lambda: range(1, size + 1), facets)
    began = time.perf_counter()
    indexing.rebuild("bench", lambda done, total: print(f"\r{done:,} of {total:,}", end="", file=sys.stderr))
    print(file=sys.stderr)
    return time.perf_counter() - began, {}


def run(size: int, count: int, *, plain: bool) -> None:
    """Measure one size and print its rows."""
    from bench import plain_search
    from bench.search_queries import queries
    from parvis.base.search.selectors.query import Query, search

    seconds, _ = build(size)
    facets = ("kind", "theme", "region", "department", "source", "status")
    asked = list(queries(size, count + 10))

    def ours(one: Any) -> object:
        return search("bench", Query(one.text, filters=one.filters, facets=facets, limit=25))

    measure(asked[:10], ours)
    by_kind = measure(asked[10:], ours)
    everything = [ms for times in by_kind.values() for ms in times]
    print(line(size, "**parvis**, six facets", everything))
    for kind, times in by_kind.items():
        print(line(size, f"parvis: {kind}", times))
    print(f"| {size:,} | building the index | {seconds:.0f} s, {size / seconds:,.0f} a second | | |", flush=True)
    if plain:
        texts = [one for one in asked if one.text]
        plain_search.build(size)
        for facets_too in (False, True):
            name = f"{plain_search.NAME[plain_search.vendor()]}, {'six facets' if facets_too else 'no facets'}"
            search_plainly = plain_search.searcher(facets_too=facets_too)
            measure(texts[:10], search_plainly)
            times = [ms for some in measure(texts[10:], search_plainly).values() for ms in some]
            print(line(size, name, times), flush=True)
        plain_search.drop()


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--no-plain", action="store_true", help="leave the database's own search out")
    options = parser.parse_args()
    start()
    from bench.plain_search import vendor

    print(f"\n{vendor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {options.queries} queries\n")
    print("| organisations | search | median ms | 95th percentile ms | worst ms |")
    print("| --- | --- | --- | --- | --- |")
    for size in map(int, options.sizes.split(",")):
        run(size, options.queries, plain=not options.no_plain)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
