"""Workers that are killed at any moment: every job ends, once in effect."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

STORM = Path(__file__).with_name("storm.py")
ROOT = STORM.parents[3]
ROUNDS = int(os.environ.get("PARVIS_STORM_ROUNDS", "25"))


@pytest.fixture
def database_url(request, tmp_path):
    """A database that other processes can open: a file, or the test database of PostgreSQL."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'storm.sqlite3'}"
    request.getfixturevalue("transactional_db")
    known = connection.settings_dict
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return f"postgres://{known['USER']}{password}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def test_every_job_ends_once_in_effect_whenever_its_worker_is_killed(database_url):
    environment = os.environ | {"DATABASE_URL": database_url, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, STORM, str(ROUNDS), "20261123"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["killed"] > ROUNDS / 2, "the storm was a breeze"
    assert report["stalls"] > 3
    assert (report["last"], report["hectic"]) == (0, 0)
    effects = Counter(map(tuple, report["rows"]))
    assert set(effects.values()) == {1}
    for name, number, state, _losses in report["jobs"]:
        is_hectic = number >= 2000
        assert state == "done" or (is_hectic and state == "failed"), (name, number, state)
        if name == "tests.effect":
            assert sum(key[0] == number for key in effects) == (3 if state == "done" else 0)
