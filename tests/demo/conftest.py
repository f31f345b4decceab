"""What tests of the demo have."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from parvis.demo.context import Context
from parvis.demo.steps import startups
from parvis.domain.reference.models import Theme
from tests.demo.campus import make_small
from tests.factories.accounts import UserFactory
from tests.support.process import run_python

VICTIM = Path(__file__).with_name("victim.py")


@pytest.fixture
def small(settings, tmp_path, monkeypatch):
    """A demo with small registers, in the database of the test."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"
    make_small(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def survivor(tmp_path_factory):
    """A demo that was killed in each step and then built to its end: its folder, and what the victim told."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_python(folder, VICTIM, folder)
    assert done.returncode == 0, done.stderr
    return SimpleNamespace(folder=folder, **json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture
def context(db, monkeypatch):
    """What the selections stand on: the start-ups, accounts, and the four themes, without registers and places."""
    found = Context(str)
    roles = {"admin": ["administrator"], "programme": ["programme"], "community": ["community"]}
    keys = ("admin", "programme", "community", "founder", "owner", "reviewer")
    found.accounts = {key: UserFactory(roles=roles.get(key, [])) for key in keys}
    for code in ("artificial-intelligence", "medical-devices", "health-data", "organisational-innovation"):
        Theme.objects.get_or_create(code=code, defaults={"name_fr": code, "name_en": code})
    changes = startups._changes
    monkeypatch.setattr(startups, "_changes", lambda row: changes({**row, "commune": ""}))
    startups.build(found)
    return found
