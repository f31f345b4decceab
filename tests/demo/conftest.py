"""What tests of the demo have."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.demo.campus import make_small
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
