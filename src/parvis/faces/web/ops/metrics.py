"""Figures for Prometheus.

`parvis serve` names a folder in PROMETHEUS_MULTIPROC_DIR before its workers start; each worker then writes its counts
into files there, and whichever worker answers adds up all of them. Without that folder the figures are of one process.
"""

import os
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from parvis.faces.web.ops import workers
from parvis.faces.web.ops.proxies import FORWARDED

LOOPBACK = frozenset({"127.0.0.1", "::1"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

registry = CollectorRegistry()
requests = Counter("parvis_requests", "Requests answered.", ("method", "view", "status"), registry=registry)
durations = Histogram(
    "parvis_request_seconds",
    "Time to answer a request.",
    ("view",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=registry,
)


def observe(*, method: str, view: str, status: int, seconds: float) -> None:
    """Count one request. Labels come from closed lists, so that nobody can fill the memory by inventing methods."""
    requests.labels(method if method in METHODS else "other", view, str(status)).inc()
    durations.labels(view).observe(seconds)


def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for whoever knows PARVIS_METRICS_TOKEN; without a token, for this machine only."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(generate_latest(_collected()), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    # What a proxy on this machine passes on comes from elsewhere, whatever its address looks like.
    return request.META.get("REMOTE_ADDR") in LOOPBACK and FORWARDED not in request.META


def _collected() -> CollectorRegistry:
    """Counts of all processes, and what the database knows now."""
    together = CollectorRegistry()
    together.register(DatabaseFigures())
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        MultiProcessCollector(together, path=folder)  # type: ignore[no-untyped-call]
    else:
        together.register(registry)
    return together


class DatabaseFigures(Collector):
    """Jobs and mails by state, and workers that are there; nothing at all while the database does not answer."""

    def collect(self) -> Iterable[Metric]:
        """Ask the database."""
        try:
            counted = (("jobs", workers.jobs_by_state()), ("mails", workers.mails_by_state()))
            present = workers.workers_present()
        except DatabaseError:
            return
        yield GaugeMetricFamily("parvis_workers", "Workers that are there.", present)
        for name, states in counted:
            family = GaugeMetricFamily(f"parvis_{name}", f"{name.capitalize()} by state.", labels=["state"])
            for state, number in states.items():
                family.add_metric([state], number)
            yield family
