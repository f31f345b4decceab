"""`python -m bench.selection_process [APPLICATIONS, REVIEWERS, ROUNDS]`: write the call, time its pages, print JSON."""

# ruff: noqa: E402 -- a program: it sets Django up before it imports, and prints

import json
import statistics
import sys
import time

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import percentile
from bench.selection_rows import write
from parvis.base.accounts.models import User
from parvis.cli.preload import preload
from parvis.core.preparation import prepare
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.services.scoring import keep_scores

PAGES = (
    ("calls, public", "", "/calls/"),
    ("the call, public", "", "/calls/{slug}/"),
    ("dashboard", "manager", "/dashboard/"),
    ("calls, the team's list", "manager", "/campus/calls/"),
    ("the call, for the team", "manager", "/campus/calls/{slug}/"),
    ("applications", "manager", "/campus/calls/{slug}/applications/"),
    ("applications, a search", "manager", "/campus/calls/{slug}/applications/?q=start-up+17"),
    ("applications, of one theme by title", "manager", "/campus/calls/{slug}/applications/?theme=bench-1&sort=title"),
    ("an application, for the team", "manager", "/campus/calls/{slug}/applications/{reference}/"),
    ("panel", "manager", "/campus/panels/{panel}/"),
    ("reviewers", "manager", "/campus/panels/{panel}/reviewers/"),
    ("conflicts", "manager", "/campus/panels/{panel}/conflicts/"),
    ("reminders", "manager", "/campus/panels/{panel}/remind/"),
    ("reviews of an application", "manager", "/campus/panels/{panel}/applications/{application}/"),
    ("assignment", "manager", "/campus/panels/{panel}/assignment/"),
    ("loads", "manager", "/campus/panels/{panel}/assignment/loads/"),
    ("scores", "manager", "/campus/panels/{panel}/scores/"),
    ("jury, ranking", "manager", "/campus/juries/{jury}/"),
    ("jury, an application", "manager", "/campus/juries/{jury}/applications/{application}/"),
    ("jury, interviews", "manager", "/campus/juries/{jury}/interviews/"),
    ("jury, acceptances", "manager", "/campus/juries/{jury}/acceptances/"),
    ("jury, outbox", "manager", "/campus/juries/{jury}/outbox/"),
    ("figures", "manager", "/campus/cohorts/figures/{round}/"),
    ("my reviews", "reviewer", "/reviews/"),
    ("my panel", "reviewer", "/reviews/{panel}/"),
)
"""Name, who asks (an account of the rows, or nobody), and the address."""


def main() -> None:
    """Print `[name, median in ms, 95th percentile in ms, queries]` for each page."""
    applications, reviewers, rounds = json.loads(sys.argv[1])
    prepare(lambda _sentence: None)
    keys = write(applications, reviewers)
    keep_scores(panel=Panel.objects.get(pk=keys["panel"]))  # which a worker does once somebody looks
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which databases do by themselves in the weeks in which such a call is written
    preload()
    settings.ALLOWED_HOSTS = ["testserver"]
    print(json.dumps([[name, *_time(who, path.format(**keys), keys, rounds)] for name, who, path in PAGES]))


def _time(who: str, path: str, keys: dict[str, object], rounds: int) -> tuple[float, float, int]:
    client = Client()
    if who:
        client.force_login(User.objects.get(email=keys[who]))
    for _ in range(3):
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answers {response.status_code}")
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return statistics.median(times), percentile(times, 0.95), len(queries)


if __name__ == "__main__":
    main()
