"""What `parvis check` finds."""

import datetime as dt
import socket
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.checks import run_checks
from django.db import OperationalError, connection
from typer.testing import CliRunner

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant
from parvis.base.jobs.models import WorkerPresence
from parvis.base.messaging.models import Mail
from parvis.base.search.models import Generation
from parvis.base.search.registry import indexes
from parvis.base.search.services.indexing import rebuild
from parvis.cli import app
from parvis.config.oidc import oidc_settings
from parvis.core import checks
from parvis.core.backup.write import LAST
from tests.factories.accounts import account_with

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC)


@pytest.fixture
def sound(settings, tmp_path):
    """An instance in which nothing is wrong."""
    with time_machine.travel(NOW, tick=False):
        settings.BASE_URL, settings.HTTPS = "https://campus.example.org", True
        settings.TRUSTED_PROXIES, settings.ALLOWED_HOSTS = ["127.0.0.1/32"], ["campus.example.org"]
        settings.DATA_DIR = settings.STATIC_ROOT = tmp_path
        settings.MAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"
        settings.SESSION_COOKIE_SECURE = True
        tmp_path.chmod(0o700)
        (tmp_path / "staticfiles.json").write_text("{}", encoding="ascii")
        (tmp_path / LAST).write_text(NOW.isoformat(), encoding="ascii")
        account_with(Role.ADMINISTRATOR)
        WorkerPresence.objects.create(name="w", started_at=NOW, seen_at=NOW)
        for name in indexes.names():
            rebuild(name)
        yield settings


def found():
    messages = run_checks(tags=[checks.TAG], include_deployment_checks=True)
    # The clock of these tests stands still, that of PostgreSQL does not.
    return sorted(message.id for message in messages if message.id != "parvis.W008")


def test_sound_instance_has_nothing_wrong(sound):
    assert found() == []


def change_setting(**values):
    def change(settings):
        for name, value in values.items():
            setattr(settings, name, value)

    return change


def local(settings):
    settings.BASE_URL, settings.HTTPS = "http://localhost:8000", False


def insecure_oidc(settings):
    settings.OIDC = oidc_settings(
        issuer=urlsplit("http://login.example.org"), client_id="c", client_secret="s", name="n"
    )


def readable_key(settings):
    settings.DATA_DIR.chmod(0o755)
    (settings.DATA_DIR / "secret_key").touch(mode=0o644)


def no_mail_server(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"


def waiting_mail(settings):
    mail = Mail.objects.create(to="a@example.org", subject="s", text="t")
    Mail.objects.filter(pk=mail.pk).update(created_at=NOW - dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("spoil", "ids"),
    [
        (local, ["parvis.W001"]),
        (change_setting(BASE_URL="http://campus.example.org", HTTPS=False), ["parvis.E001"]),
        (change_setting(TRUSTED_PROXIES=[]), ["parvis.W002"]),
        (change_setting(ALLOWED_HOSTS=["*"]), ["parvis.W003"]),
        (change_setting(DEBUG=True), ["parvis.E002"]),
        (change_setting(DEMO=True), ["parvis.W004"]),
        (insecure_oidc, ["parvis.E003"]),
        (change_setting(DATA_DIR="/nowhere/at/all"), ["parvis.E004", "parvis.W010"]),
        (readable_key, ["parvis.W006"]),
        (lambda settings: (settings.DATA_DIR / "staticfiles.json").unlink(), ["parvis.E011"]),
        (change_setting(MAIL_TRANSPORT=""), ["parvis.W009"]),
        (no_mail_server, ["parvis.E012"]),
        (lambda settings: (settings.DATA_DIR / LAST).unlink(), ["parvis.W010"]),
        (
            lambda settings: (settings.DATA_DIR / LAST).write_text("2027-01-20T00:00:00+00:00", encoding="ascii"),
            ["parvis.W011"],
        ),
        (lambda settings: Generation.objects.filter(index="organisations").delete(), ["parvis.W060"]),
        (lambda settings: RoleGrant.objects.all().delete(), ["parvis.W020"]),
        (lambda settings: WorkerPresence.objects.all().delete(), ["parvis.W021"]),
        (
            lambda settings: WorkerPresence.objects.update(seen_at=NOW - dt.timedelta(minutes=5)),
            ["parvis.W021"],
        ),
        (waiting_mail, ["parvis.W022"]),
    ],
)
def test_each_thing_that_is_wrong_is_found(sound, spoil, ids):
    spoil(sound)
    assert found() == ids


def test_old_sqlite_is_found(sound, monkeypatch):
    monkeypatch.setattr(checks, "FIRST_SAFE_VERSION", (99, 0, 0))
    assert found() == (["parvis.E008"] if connection.vendor == "sqlite" else [])


def test_full_disk_is_found(sound, monkeypatch):
    monkeypatch.setattr(checks, "LEAST_FREE", 1 << 60)
    assert found() == ["parvis.W005"]


def test_database_without_its_tables_is_found(sound, monkeypatch):
    monkeypatch.setattr(checks, "pending_migrations", lambda: ["directory.0001_initial", "directory.0002_next"])
    assert found() == ["parvis.E006"]
    monkeypatch.undo()
    sound.CACHES = {"default": {**sound.CACHES["default"], "LOCATION": "nowhere"}}
    assert found() == ["parvis.E007"]


def test_database_that_does_not_answer_is_found(sound):
    def refuse(execute, sql, *arguments):
        raise OperationalError("no route to host\n")

    with connection.execute_wrapper(refuse):
        messages = list(checks.database())
    assert [(message.id, message.msg) for message in messages] == [
        ("parvis.E005", "The database does not answer: no route to host")
    ]


class Answering:
    """A cursor that gives one answer to every question."""

    def __init__(self, *answer):
        self.answer = answer

    def execute(self, _sql):
        """Ask."""

    def fetchone(self):
        """What it answers."""
        return self.answer


def test_sqlite_without_its_log_is_found(monkeypatch):
    monkeypatch.setattr(checks, "FIRST_SAFE_VERSION", (3, 0, 0))
    assert [message.id for message in checks._sqlite(Answering("delete"))] == ["parvis.W007"]
    assert list(checks._sqlite(Answering("wal"))) == []


@pytest.mark.parametrize(
    ("answer", "ids"),
    [
        ((150_004, "UTF8", NOW), []),
        ((140_010, "UTF8", NOW), ["parvis.E009"]),
        ((160_000, "LATIN1", NOW), ["parvis.E010"]),
        ((160_000, "UTF8", NOW - dt.timedelta(seconds=6)), ["parvis.W008"]),
    ],
)
def test_postgresql_that_does_not_fit_is_found(answer, ids):
    with time_machine.travel(NOW, tick=False):
        assert [message.id for message in checks._postgresql(Answering(*answer))] == ids


def test_check_says_it_in_sentences_and_fails_on_errors(sound):
    sound.DEBUG = True
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 1
    assert "error   Errors show source code and settings to whoever meets them.\n        Unset PARVIS_DEBUG." in (
        result.stdout
    )


def test_warnings_alone_do_not_fail(sound):
    sound.MAIL_TRANSPORT = ""
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 0
    assert "Set EMAIL_URL" in result.stdout
    # On PostgreSQL, whose clock does not stand still with that of the test, a second warning says so.
    number = 1 if connection.vendor == "sqlite" else 2
    assert result.stdout.endswith(f"0 errors, {number} warnings.\n")
