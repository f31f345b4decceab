"""How long a search takes at several sizes, on SQLite, or on the PostgreSQL of DATABASE_URL.

    python -m bench.search_speed --sizes 10000
    tools/with-postgres .venv/bin/python -m bench.search_speed

Each size has a database of its own, each step (`bench/search_steps.py`) a process of its own. Prints JSON, one object a
size; `make bench BENCH=search` makes tables of it.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

PLAIN_QUERIES = 100
"""So many queries are asked of the database's own search at a million, where one may take seconds."""


@contextlib.contextmanager
def database(size: int) -> Iterator[dict[str, str]]:
    """The settings for a fresh database, gone afterwards: beside that of DATABASE_URL, or a file."""
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        if not url.startswith("postgres"):
            yield {"PARVIS_DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
            return
        name = f"bench_{os.getpid()}_{size}"
        _execute(url, f"CREATE DATABASE {name}")
        try:
            yield {"PARVIS_DATA_DIR": folder, "DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            _execute(url, f"DROP DATABASE {name}")


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def step(name: str, size: int, count: int, settings: dict[str, str]) -> Any:
    """Do one step; what it found."""
    print(f"{name} at {size:,}", file=sys.stderr)
    command = [sys.executable, "-m", "bench.search_steps", name, str(size), "--queries", str(count)]
    done = subprocess.run(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def run(size: int, count: int) -> dict[str, Any]:
    """Measure one size."""
    with database(size) as settings:
        found = {name: step(name, size, count, settings) for name in ("build", "first", "ask", "change")}
        found |= step("plain", size, min(count, PLAIN_QUERIES) if size > 500_000 else count, settings)
    vendor = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    return {"size": size, "vendor": vendor, **found}


def main() -> None:
    """Print one JSON object a line, one for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--queries", type=int, default=500)
    options = parser.parse_args()
    for size in map(int, options.sizes.split(",")):
        print(json.dumps(run(size, options.queries)), flush=True)


if __name__ == "__main__":
    main()
