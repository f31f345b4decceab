"""The parts of the settings that are made from one variable each."""

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.config.database import database_settings
from parvis.config.mail import MailSettings, mail_settings
from parvis.config.oidc import oidc_settings
from parvis.config.secret import secret_key

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def test_no_mail_address_means_no_transport():
    assert mail_settings(None) == MailSettings(backend="")


@pytest.mark.parametrize(
    ("url", "port", "starttls", "implicit"),
    [
        ("smtp://mail.example.org", 587, True, False),
        ("smtp://mail.example.org:2525", 2525, True, False),
        ("smtp://mail.example.org?tls=no", 25, False, False),
        ("smtp://localhost", 25, False, False),
        ("smtp://localhost?tls=yes", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
    ],
)
def test_mail_address_decides_port_and_encryption(url, port, starttls, implicit):
    made = mail_settings(urlsplit(url))
    assert (made.backend, made.port, made.starttls, made.implicit_tls) == (SMTP, port, starttls, implicit)


def test_mail_password_is_unquoted():
    made = mail_settings(urlsplit("smtp://me%40example.org:p%2Fw@mail.example.org"))
    assert (made.user, made.password) == ("me@example.org", "p/w")


@pytest.mark.parametrize("url", ["smtp://", "smtp://host?tls=maybe", "smtp://host?ssl=yes"])
def test_mail_address_that_says_nothing_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_settings(urlsplit(url))


def test_console_prints_mails():
    assert mail_settings(urlsplit("console://")).backend == "django.core.mail.backends.console.EmailBackend"


def test_sqlite_is_set_up_for_several_writers():
    options = database_settings("sqlite:////tmp/x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    assert "mmap_size" not in options["init_command"]


def test_postgresql_address_is_read():
    made = database_settings("postgres://me:secret@db.example.org:5433/campus?sslmode=require")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.example.org", 5433, "campus")
    assert made["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://root@host/db", "nonsense", "postgres://me:hidden@host:port/db"])
def test_other_databases_are_refused_without_repeating_the_password(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refusal:
        database_settings(url)
    assert "hidden" not in str(refusal.value)


def test_nothing_set_means_no_oidc():
    assert oidc_settings(issuer=None, client_id="", client_secret="", name="") is None


def test_oidc_knows_its_origin_and_has_a_name():
    made = oidc_settings(
        issuer=urlsplit("https://login.example.org:8443/realms/campus/"), client_id="parvis", client_secret="s", name=""
    )
    assert made.issuer == "https://login.example.org:8443/realms/campus"
    assert made.origin == "https://login.example.org:8443"
    assert made.name == "login.example.org"


@pytest.mark.parametrize(
    ("issuer", "client_id", "client_secret"),
    [(None, "parvis", "s"), ("https://login.example.org", "", "s"), ("https://login.example.org", "parvis", "")],
)
def test_oidc_set_by_half_is_refused(issuer, client_id, client_secret):
    with pytest.raises(ImproperlyConfigured, match="all three"):
        oidc_settings(
            issuer=issuer and urlsplit(issuer), client_id=client_id, client_secret=client_secret, name="Campus"
        )


def test_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = secret_key("", tmp_path / "data")
    assert secret_key("", tmp_path / "data") == first
    assert len(first) >= 50
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_short_secret_key_is_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="at least 32 characters"):
        secret_key("short", tmp_path)


def test_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="PARVIS_DATA_DIR names another"):
        secret_key("", tmp_path / "file" / "data")
