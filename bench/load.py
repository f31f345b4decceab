"""Requests a second of the pages that visitors meet first, over the demo's directory."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.instances import environment, parvis, serving
from bench.report import ROOT, SCRATCH, Report, Table, percentile

CONNECTIONS = 16
WORKERS = 2
QUERY = "institut+curie"
RENDERED = "SQLite, every page rendered anew"


def measure(*, quick: bool) -> Report:
    """Serve the demo's data with two processes, and ask for each page in turn."""
    folder = SCRATCH / "demo"
    parvis(folder, "demo", "--no-serve")
    seconds = 3 if quick else 15
    tables = [load(folder, seconds, "SQLite"), load(folder, seconds, RENDERED, PARVIS_PAGE_CACHE_SECONDS="0")]
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        parvis(folder, "demo", "--no-serve", DATABASE_URL=url)
        tables.append(load(folder, seconds, "PostgreSQL", DATABASE_URL=url))
    return Report("load", "Measures of serving pages", tables)


def load(folder: Path, seconds: float, on: str, **variables: str) -> Table:
    """One row for each page."""
    table = Table(
        ("page", "requests a second", "median, ms", "95th percentile, ms", "99th, ms", "size, kB", "not 200"),
        title=on,
        before=f"{CONNECTIONS} connections over loopback, `parvis serve --workers {WORKERS}`, {seconds:g} s for each "
        "page after a short warm-up, the load generator on the same machine, nothing cached by browsers or proxies.",
    )
    with serving(folder, "--workers", str(WORKERS), **variables) as port:
        for name, path in pages(folder, **variables):
            _ask(port, path, 1.0 if seconds < 5 else 3.0)
            found = _ask(port, path, seconds)
            waits = [wait * 1000 for wait in found["waits"]]
            rates = (len(waits) / found["seconds"], *(percentile(waits, share) for share in (0.5, 0.95, 0.99)))
            table.rows.append((name, *rates, found["size"] / 1000, found["failed"]))
    return table


def pages(folder: Path, **variables: str) -> list[tuple[str, str]]:
    """What is asked for; the organisation is one with a large family."""
    code = """
import django; django.setup()
from parvis.domain.directory.models import Organisation
print(Organisation.objects.filter(name="Institut Curie").values_list("slug", flat=True).first())
"""
    environ = environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings", **variables)
    slug = subprocess.run([sys.executable, "-c", code], env=environ, check=True, capture_output=True, text=True)
    return [
        ("home", "/"),
        ("directory", "/directory/"),
        (f"directory, `?q={QUERY}`", f"/directory/?q={QUERY}"),
        ("an organisation", f"/organisations/{slug.stdout.strip()}/"),
        ("health", "/healthz"),
    ]


def _ask(port: int, path: str, seconds: float) -> dict:
    command = [sys.executable, "-m", "bench.client", str(port), path, str(CONNECTIONS), str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout)
