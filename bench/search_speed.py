"""How long a search takes, facets and why-it-was-found included, beside the database's own full-text search.

    python -m bench.search_speed --sizes 10000                             on SQLite
    tools/with-postgres .venv/bin/python -m bench.search_speed             on PostgreSQL

Prints JSON; `make bench BENCH=search` makes tables of it. One process, one thread, every query once, after ten others.
What stands beside it is the plain way of each database: a table with an FTS5 or a `tsvector` index over the same texts,
the words of the query with AND and the last one as a beginning, the best 25 by its own ranking; once without facets,
once with the same six facets counted in SQL. It corrects no misspelling and expands no abbreviation.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from typing import Any

FACETS = ("kind", "theme", "region", "department", "source", "status")
SHOWN = 25
WARMING = 10

Times = dict[str, list[float]]


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


def timed(asked: Iterable[Any], search: Callable[[Any], object]) -> tuple[Times, dict[str, object]]:
    """Milliseconds for each query by its kind, and the slowest query."""
    found: Times = {}
    slowest: tuple[float, str] = (0.0, "")
    for one in asked:
        began = time.perf_counter()
        search(one)
        took = (time.perf_counter() - began) * 1000
        found.setdefault(one.kind, []).append(took)
        slowest = max(slowest, (took, one.text))
    return found, {"ms": slowest[0], "text": slowest[1]}


def build(size: int) -> float:
    """Build the index over generated organisations; the seconds it took."""
    from bench.organisations import organisation
    from parvis.base.search.registry import Index, indexes
    from parvis.base.search.services import indexing

    indexes._items["bench"] = Index(lambda keys: map(organisation, keys), lambda: range(1, size + 1), FACETS)
    began = time.perf_counter()
    indexing.rebuild("bench", lambda done, total: print(f"\r{done:,} of {total:,}", end="", file=sys.stderr))
    print(file=sys.stderr)
    return time.perf_counter() - began


def run(size: int, count: int, *, plain: bool) -> dict[str, Any]:
    """Measure one size."""
    from bench import plain_search
    from bench.search_queries import queries
    from parvis.base.search.selectors.query import Query, search

    result: dict[str, Any] = {"size": size, "vendor": plain_search.vendor(), "build": build(size)}
    asked = list(queries(size, count + WARMING))

    def ours(one: Any) -> object:
        return search("bench", Query(one.text, filters=one.filters, facets=FACETS, limit=SHOWN))

    timed(asked[:WARMING], ours)
    result["load"] = os.getloadavg()[0]
    result["parvis"], result["slowest"] = timed(asked[WARMING:], ours)
    if plain:
        texts = [one for one in asked if one.text]
        plain_search.build(size)
        for name, facets_too in (("plain", False), ("plain_facets", True)):
            plainly = plain_search.searcher(facets_too=facets_too)
            timed(texts[:WARMING], plainly)
            result[name], _slowest = timed(texts[WARMING:], plainly)
        plain_search.drop()
    return result


def main() -> None:
    """Print one JSON object a line, one for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--no-plain", action="store_true", help="leave the database's own search out")
    options = parser.parse_args()
    start()
    for size in map(int, options.sizes.split(",")):
        print(json.dumps(run(size, options.queries, plain=not options.no_plain)), flush=True)


if __name__ == "__main__":
    main()
