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
AIM = "Aim: 200 requests a second and a 95th percentile under 100 ms."

Page = tuple[str, str]
"""What a row is called, and the address, or @ and the file with one address on each line."""

ASK = """
import json, sys
import django; django.setup()
from django.conf import settings
from django.test import Client
from parvis.base.accounts.models import User
from parvis.domain.directory.models import Organisation
reader = Client()
reader.force_login(User.objects.get(email="visitor@campus.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
slugs = list(Organisation.objects.order_by("-weight", "pk").values_list("slug", flat=True))
print(json.dumps([
    Organisation.objects.filter(name="Institut Curie").values_list("slug", flat=True).first(),
    slugs,
    f"{settings.SESSION_COOKIE_NAME}={reader.cookies[settings.SESSION_COOKIE_NAME].value}",
]))
"""


def measure(*, quick: bool) -> Report:
    """Serve the demo's data with two processes, and ask for each page in turn."""
    folder = SCRATCH / "demo"
    parvis(folder, "demo", "--no-serve")
    seconds = 3 if quick else 15
    tables = measured(folder, seconds, "SQLite")
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        parvis(folder, "demo", "--no-serve", DATABASE_URL=url)
        tables += measured(folder, seconds, "PostgreSQL", DATABASE_URL=url)
    return Report("load", "Measures of serving pages", tables)


def measured(folder: Path, seconds: float, on: str, **variables: str) -> list[Table]:
    """From memory, rendered anew for a visitor, and for somebody who has signed in."""
    environ = environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings", PARVIS_DEMO="yes", **variables)
    asked = subprocess.run([sys.executable, "-c", ASK], env=environ, check=True, capture_output=True, text=True)
    slug, slugs, session = json.loads(asked.stdout.splitlines()[-1])
    every = folder / "organisations.txt"
    every.write_text("\n".join(f"/organisations/{each}/" for each in slugs), encoding="utf-8")
    pages = [
        ("home", "/"),
        ("directory", "/directory/"),
        (f"directory, `?q={QUERY}`", f"/directory/?q={QUERY}"),
        ("an organisation", f"/organisations/{slug}/"),
    ]
    others = ("organisations, another one each time", f"@{every}")
    usual = "What visitors without a session get while nobody acts: pages that the processes keep."
    anew = "The same with `PARVIS_PAGE_CACHE_SECONDS=0`, as after every act: no whole page is kept."
    known = "Somebody who has signed in: no page is kept for them, and session and account are read too."
    off = {**variables, "PARVIS_PAGE_CACHE_SECONDS": "0"}
    return [
        load(folder, seconds, [*pages, ("health", "/healthz")], f"{on}, kept", usual, **variables),
        load(folder, seconds, [*pages, others], f"{on}, rendered anew", anew, **off),
        load(folder, seconds, [*pages, others], f"{on}, signed in", known, session, **variables),
    ]


def load(
    folder: Path, seconds: float, pages: list[Page], title: str, about: str, cookies: str = "", **variables: str
) -> Table:
    """One row for each page."""
    table = Table(
        ("page", "requests a second", "median, ms", "95th percentile, ms", "99th, ms", "size, kB", "not 200"),
        title=title,
        before=f"{about} {CONNECTIONS} connections over loopback, `parvis serve --workers {WORKERS}`, {seconds:g} s "
        f"for each row after a short warm-up, the load generator on the same machine. {AIM}",
    )
    with serving(folder, "--workers", str(WORKERS), **variables) as port:
        for name, path in pages:
            _ask(port, path, 1.0 if seconds < 5 else 3.0, cookies)
            found = _ask(port, path, seconds, cookies)
            waits = [wait * 1000 for wait in found["waits"]]
            rates = (len(waits) / found["seconds"], *(percentile(waits, share) for share in (0.5, 0.95, 0.99)))
            table.rows.append((name, *rates, found["size"] / 1000, found["failed"]))
    return table


def _ask(port: int, path: str, seconds: float, cookies: str) -> dict:
    command = [sys.executable, "-m", "bench.client", str(port), path, str(CONNECTIONS), str(seconds), cookies]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout)
