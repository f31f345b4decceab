"""What every test has."""

import coverage
import hypothesis
import pytest
from django.utils import translation

from parvis.core import memory
from tests.support.client import StrictClient
from tests.support.log import let_the_log_be_emptied

# A machine that does other things too is slow, which says nothing about the examples.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_sessionfinish():
    """Keep what was measured: workers that do not end within ten seconds after the last test are killed."""
    if measuring := coverage.Coverage.current():
        measuring.stop()
        measuring.save()


@pytest.fixture(autouse=True)
def english():
    """Tests read English unless they ask for French; no language leaks from one test to the next."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nothing_is_kept(request, monkeypatch):
    """Values that a process keeps for a few seconds must not pass from one test to the next.

    Nor do they grow old within one, however slow the machine is; but in a browser seconds go by as for people.
    """
    memory.forget_everything()
    if request.node.get_closest_marker("browser") is None:
        monkeypatch.setattr(memory, "monotonic", float)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, in which the log may be emptied after tests that commit."""
    with django_db_blocker.unblock():
        let_the_log_be_emptied()


@pytest.fixture
def client():
    """A client that fails on pages that are not well made."""
    return StrictClient()


@pytest.fixture
def sign_in():
    """A function that gives a strict client signed in as an account."""

    def signed_in(user):
        client = StrictClient()
        client.force_login(user)
        return client

    return signed_in
