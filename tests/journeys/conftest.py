"""A browser for every journey."""

import os

import pytest
from django.db import connections

from tests.support.browser import Visitor, launch, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own event loop runs beside the ORM


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """SQLite in a file: pages that write at the same moment wait for one another there, as they do in real life.

    Connections that share a database in memory refuse each other at once.
    """
    known = connections["default"].settings_dict
    if "sqlite" in known["ENGINE"]:
        known["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "journeys.sqlite3")


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole session."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, live_server, transactional_db):
    """A function that opens a window; each window must end without an error, a CSP refusal or an outside request."""
    visitors = []

    def opened(user=None, **options):
        visitor = Visitor(browser, live_server.url, **options)
        visitors.append(visitor)
        if user is not None:
            from django.test import Client

            client = Client()
            client.force_login(user)
            visitor.sign_in(client.cookies)
        return visitor

    yield opened
    for visitor in visitors:
        visitor.close()
