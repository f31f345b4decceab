"""How long the server takes for each public page with the demo's directory, one request after the other."""

import json
import subprocess
import sys

from bench.instances import environment, parvis
from bench.report import SCRATCH, Report, Table

AIM = "20 ms of processor for an organisation, 15 for a map or a territory, 30 for points"

PAGES = (
    ("home", "/"),
    ("directory", "/directory/"),
    ("directory, a search", "/directory/?q=institut+curie"),
    ("map of France", "/map/"),
    ("map of France, one kind and theme", "/map/?kind=lab&theme=health-data&measure=density"),
    ("map of a region", "/map/regions/ile-de-france/"),
    ("map of a department", "/map/departments/paris/"),
    ("points of every organisation (JSON)", "/map/points.json"),
    ("points of a search (JSON)", "/map/points.json?q=hopital"),
    ("borders (GeoJSON)", "/map/departments.json"),
    ("territories", "/territories/"),
    ("a region", "/territories/regions/ile-de-france/"),
    ("a department", "/territories/departments/paris/"),
    ("a commune", "/territories/communes/75056-paris/"),
    ("organisation with the largest family", "/organisations/{largest}/"),
    ("a hospital", "/organisations/{hospital}/"),
    ("network around the largest family", "/network/organisations/{largest}/"),
    ("network of a region", "/network/regions/ile-de-france/"),
    ("bridges and islands", "/network/bridges/"),
    ("indicators", "/indicators/"),
    ("sitemap", "/sitemap.xml"),
    ("file of the sitemap", "/sitemaps/organisations-1.xml"),
)

TIMER = """
import json, sys, time, statistics
import django; django.setup()
from parvis.cli.preload import preload
preload()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from parvis.domain.directory.models import Organisation
rounds, pages = json.loads(sys.argv[1])
largest = Organisation.objects.annotate(n=Count("child_relations")).order_by("-n").first()
hospital = Organisation.objects.filter(kind="hospital").order_by("-weight", "pk").first()
client, found = Client(), []
for name, path in pages:
    path = path.format(largest=largest.slug, hospital=hospital.slug)
    for _ in range(3):
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    times, work = [], []
    for _ in range(rounds):
        start, worked = time.perf_counter(), time.process_time()
        response = client.get(path)
        times.append((time.perf_counter() - start) * 1000)
        work.append((time.process_time() - worked) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    times.sort()
    slow, work = times[int(len(times) * 0.95)], statistics.median(work)
    found.append((name, statistics.median(times), slow, work, len(queries), len(response.content)))
print(json.dumps([Organisation.objects.count(), found]))
"""


def measure(*, quick: bool) -> Report:
    """Ask for each page in a process that serves nobody else."""
    folder = SCRATCH / "demo"
    parvis(folder, "demo", "--no-serve")
    asked = json.dumps([10 if quick else 100, PAGES])
    environ = environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings", PARVIS_PAGE_CACHE_SECONDS="0")
    done = subprocess.run([sys.executable, "-c", TIMER, asked], env=environ, check=True, capture_output=True, text=True)
    organisations, found = json.loads(done.stdout.splitlines()[-1])
    table = Table(
        ("page", "median, ms", "95th percentile, ms", "processor, ms", "queries", "size, kB"),
        before=f"{organisations:,} organisations on SQLite, one process that has loaded what `parvis serve` loads, one "
        "request after the other, through every middleware, no whole page kept, after three requests that fill what a "
        f"process keeps. Aim: {AIM}.",
        after="The time of the processor is what the page costs; the other two also wait for whoever else uses the "
        "machine.",
    )
    for name, median, slow, work, queries, size in found:
        table.rows.append((name, median, slow, work, queries, size / 1000))
    return Report("pages", "Measures of public pages", [table])
