"""The settings as a process sees them: what a wrong one does, and what https turns on."""

import json

import pytest

from tests.support.process import parvis, run_python


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PARVIS_DEBUG", "maybe", "PARVIS_DEBUG must be yes or no, not 'maybe'."),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must start with postgres:// or sqlite:///"),
        ("PARVIS_SECRET_KEY", "short", "PARVIS_SECRET_KEY must have at least 32 characters."),
        ("PARVIS_BASE_URL", "campus.example.org", "PARVIS_BASE_URL must start with http:// or https://."),
        ("PARVIS_OIDC_ISSUER", "https://login.example.org", "all three"),
        ("PARVIS_RETENTION_MAILS", "0", "PARVIS_RETENTION_MAILS must be a whole number from 1"),
    ],
)
def test_a_wrong_setting_ends_a_command_with_one_sentence(tmp_path, variable, value, sentence):
    result = parvis(tmp_path, "manage", "check", **{variable: value})
    assert result.returncode == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


READ = """
import json
from parvis.config import settings as s
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")
shown = {name: getattr(s, name) for name in names}
print(json.dumps(shown | {"form": s.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]}))
"""


def test_https_turns_on_what_needs_it(tmp_path):
    result = run_python(
        tmp_path,
        "-c",
        READ,
        PARVIS_BASE_URL="https://campus.example.org",
        PARVIS_OIDC_ISSUER="https://login.example.org/realm",
        PARVIS_OIDC_CLIENT_ID="parvis",
        PARVIS_OIDC_CLIENT_SECRET="secret",
    )
    assert json.loads(result.stdout) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "ALLOWED_HOSTS": ["campus.example.org", "localhost", "127.0.0.1", "[::1]"],
        "CSRF_TRUSTED_ORIGINS": ["https://campus.example.org"],
        "form": ["'self'", "https://login.example.org"],
    }


def test_plain_http_promises_nothing(tmp_path):
    made = json.loads(run_python(tmp_path, "-c", READ).stdout)
    assert (made["SESSION_COOKIE_SECURE"], made["SECURE_HSTS_SECONDS"], made["form"]) == (False, 0, ["'self'"])


def test_help_answers_without_loading_django(tmp_path):
    code = "import sys, parvis.cli; sys.exit('django' in sys.modules)"
    assert run_python(tmp_path, "-c", code).returncode == 0
