"""`python -m bench.selection_process [APPLICATIONS, REVIEWERS, ROUNDS]`: write the call, time its pages, print JSON."""

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

PAGES = (
    ("calls, public", "", "/calls/"),
    ("the call, public", "", "/calls/{slug}/"),
)
"""Name, who asks (an account of the rows, or nobody), and the address."""


def main() -> None:
    """Print `[name, median in ms, 95th percentile in ms, queries]` for each page."""
    applications, reviewers, rounds = json.loads(sys.argv[1])
    prepare(lambda _sentence: None)
    keys = write(applications, reviewers)
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
