"""The steps of measuring search, each in a process of its own, over the database of DATABASE_URL.

    python -m bench.search_steps build 10000
    python -m bench.search_steps ask 10000 --queries 500

`build` makes the index; `first` is the first query of a process; `ask` asks the queries of `bench/search_queries.py`
once each, after ten others; `change` writes one organisation and asks again; `plain` asks the database's own full-text
search: a table with an FTS5 or a `tsvector` index over the same texts, the words of the query with AND and the last one
as a beginning, the best 25 by its own ranking, without facets and with the same six counted in SQL. Times are pairs:
what one waits, and the processor time of our process, in milliseconds. Prints JSON.
"""

import argparse
import dataclasses
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

FACETS = ("kind", "theme", "region", "department", "source", "status")
SHOWN = 25
WARMING = 10
CHANGES = 20
INDEX = "bench"

Time = tuple[float, float]


def start(*, facets: tuple[str, ...] = FACETS, size: int = 0) -> None:
    """Make Django ready, with an index over so many generated organisations."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from bench.kept import kept
    from parvis.base.search.registry import Index, indexes

    held = kept(size) if size else None
    indexes._items[INDEX] = Index(held.load if held else lambda _keys: (), lambda: range(1, size + 1), facets)


def timed(act: Callable[[], object]) -> Time:
    """Milliseconds that one waits, and milliseconds of processor."""
    began, used = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000


def by_kind(asked: Iterable[Any], search: Callable[[Any], object]) -> dict[str, list[Time]]:
    """The times of queries by their kind."""
    found: dict[str, list[Time]] = {}
    for one in asked:
        found.setdefault(one.kind, []).append(timed(lambda one=one: search(one)))  # type: ignore[misc]
    return found


def megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def server_seconds() -> float | None:
    """Processor time of the server process behind our connection, where there is one on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def search(one: Any) -> object:
    """One page of the directory: facets counted, and why each was found."""
    from parvis.base.search.selectors.query import Query, search

    return search(INDEX, Query(one.text, filters=one.filters, facets=FACETS, limit=SHOWN))


def build(_size: int, _count: int) -> dict[str, Any]:
    """Migrate an empty database and build the index."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.plain_search import stored_megabytes
    from parvis.base.search.services import indexing

    wait, processor = timed(lambda: indexing.rebuild(INDEX, _progress))
    print(file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wait": wait / 1000, "processor": processor / 1000, "peak": peak, "stored": stored_megabytes()}


def _progress(done: int, total: int) -> None:
    print(f"\r{done:,} of {total:,}", end="", file=sys.stderr)


def first(_size: int, _count: int) -> dict[str, Any]:
    """The first query of a process, and what it adds to its memory."""
    from bench.search_queries import Asked

    before = megabytes()
    return {"time": timed(lambda: search(Asked("first", "université"))), "before": before, "after": megabytes()}


def ask(size: int, count: int) -> dict[str, Any]:
    """The queries as people type them."""
    from bench.search_queries import queries

    asked = list(queries(size, count + WARMING))
    by_kind(asked[:WARMING], search)
    load, served = os.getloadavg()[0], server_seconds()
    times = by_kind(asked[WARMING:], search)
    server = (server_seconds() or 0) - served if served is not None else None
    return {"times": times, "load": load, "memory": megabytes(), "server": server and server * 1000 / count}


def change(size: int, _count: int) -> dict[str, Any]:
    """One organisation is renamed, and somebody asks for a frequent word."""
    from bench.organisations import organisation
    from bench.search_queries import Asked
    from parvis.base.search.registry import Index, indexes
    from parvis.base.search.services import indexing

    changed = {}
    for key in range(1, CHANGES + 1):
        one = organisation(key)
        changed[key] = dataclasses.replace(one, title=f"{one.title} {key}")
    indexes._items[INDEX] = Index(lambda keys: [changed[key] for key in keys], lambda: range(1, size + 1), FACETS)
    search(Asked("warming", "centre"))
    written, next_ones = [], []
    for key in changed:
        written.append(timed(lambda key=key: indexing.index(INDEX, [key])))  # type: ignore[misc]
        next_ones.append(timed(lambda: search(Asked("next", "centre"))))
    return {"written": written, "next": next_ones}


def plain(size: int, count: int) -> dict[str, Any]:
    """The database's own full-text search."""
    from bench import plain_search
    from bench.kept import kept
    from bench.search_queries import queries

    asked = [one for one in queries(size, count + WARMING) if one.text]
    plain_search.build(kept(size).load(range(1, size + 1)))
    found = {}
    for name, facets_too in (("plain", False), ("plain_facets", True)):
        plainly = plain_search.searcher(facets_too=facets_too)
        by_kind(islice(asked, WARMING), plainly)
        found[name] = by_kind(asked[WARMING:], plainly)
    return found


STEPS = {step.__name__: step for step in (build, first, ask, change, plain)}


def main() -> None:
    """Do one step and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("size", type=int)
    parser.add_argument("--queries", type=int, default=500)
    options = parser.parse_args()
    start(size=options.size if options.step == "build" else 0)
    print(json.dumps(STEPS[options.step](options.size, options.queries)))


if __name__ == "__main__":
    main()
