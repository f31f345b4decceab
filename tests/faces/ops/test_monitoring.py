"""Health and figures."""

import datetime as dt

import pytest
from django.db import DatabaseError
from prometheus_client.parser import text_string_to_metric_families

from parvis.base.jobs.models import WorkerPresence
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.faces.web.ops import health


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(health, "migrations", health.Migrations())


@pytest.mark.django_db
def test_healthz_is_ok(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "none"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_healthz_asks_for_migrations_once(client, django_assert_num_queries):
    client.get("/healthz")
    with django_assert_num_queries(1):  # the worker
        client.get("/healthz")


@pytest.mark.django_db
def test_healthz_fails_while_migrations_wait(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="reference").delete()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "ok", "migrations": "pending", "worker": "unknown"}


def test_healthz_fails_without_a_database(client, monkeypatch):
    def broken(*_arguments):
        raise DatabaseError("the password is hunter2")

    monkeypatch.setattr(health.connection, "ensure_connection", broken)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "failing", "migrations": "unknown", "worker": "unknown"}


@pytest.mark.parametrize(("seconds", "state"), [(10, "ok"), (600, "silent")])
@pytest.mark.django_db
def test_healthz_tells_whether_a_worker_is_there(client, seconds, state):
    seen_at = clock.now() - dt.timedelta(seconds=seconds)
    WorkerPresence.objects.create(name="w", started_at=seen_at, seen_at=seen_at)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["worker"]) == (200, state)


def sample(client, **labels):
    text = client.get("/metrics").content.decode()
    for family in text_string_to_metric_families(text):
        for one in family.samples:
            if one.name == "parvis_requests_total" and labels.items() <= one.labels.items():
                return one.value
    return 0


@pytest.mark.django_db
def test_metrics_tell_how_jobs_mails_and_workers_are(client):
    Mail.objects.create(to="a@example.org", subject="s", text="t")
    WorkerPresence.objects.create(name="w", started_at=clock.now(), seen_at=clock.now())
    text = client.get("/metrics").content.decode()
    for line in ("parvis_workers 1.0", 'parvis_mails{state="queued"} 1.0', 'parvis_jobs{state="running"} 0.0'):
        assert line in text.splitlines()


@pytest.mark.django_db
def test_metrics_count_requests_by_view(client):
    before = sample(client, view="", status="404")
    client.get("/nowhere-at-all")
    assert sample(client, view="", status="404") == before + 1


@pytest.mark.django_db
def test_metrics_have_no_label_that_a_visitor_can_invent(client):
    client.generic("INVENTED", "/nowhere")
    assert "INVENTED" not in client.get("/metrics").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "given", "extra", "status"),
    [
        ("", "", {}, 200),
        ("", "", {"REMOTE_ADDR": "192.0.2.1"}, 404),
        ("", "", {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ("a-long-token", "Bearer a-long-token", {"REMOTE_ADDR": "192.0.2.1"}, 200),
        ("a-long-token", "Bearer another", {}, 404),
        ("a-long-token", "", {}, 404),
    ],
)
def test_metrics_are_for_those_who_may(client, settings, token, given, extra, status):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers={"Authorization": given}, **extra).status_code == status
