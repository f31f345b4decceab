"""Settings of the test suite: the product's own, with what makes tests fast and repeatable."""

import os
import tempfile

os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("PARVIS_LOG_LEVEL", "ERROR")
os.environ.setdefault("PARVIS_DATA_DIR", tempfile.mkdtemp(prefix="parvis-test-"))

from parvis.config.settings import *  # noqa: F403
from parvis.config.settings import DATA_DIR, DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # refuses a query repeated for each row
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
LANGUAGE_CODE = "en"  # pages answer in English to a client that names no language; tests of French ask for it
ZEAL_ALLOWLIST = [  # what allauth asks for twice, or for each of one's own sessions
    {"model": "account.EmailAddress", "field": "get()"},
    {"model": "accounts.User", "field": "get()"},
    {"model": "sessions.Session", "field": "get()"},
    {"model": "mfa.Authenticator", "field": "get()"},
]

LINKING_IN_BACKGROUND = False
PAGE_CACHE_SECONDS = 0  # tests change rows without acts
