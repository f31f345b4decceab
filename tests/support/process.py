"""Commands in processes of their own, with a data folder of their own and none of the settings of this machine."""

import os
import subprocess
import sys

from django.db import connection

OURS = ("PARVIS_", "DJANGO_", "EMAIL_", "DATABASE_URL", "PROMETHEUS_")


def environment(folder, **variables):
    """The environment of a process whose data is in `folder`, on SQLite unless `variables` say otherwise."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept["PARVIS_DATA_DIR"] = str(folder / "data")
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    return kept | variables


def run_python(folder, *arguments, **variables):
    """Run Python to its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def parvis(folder, *arguments, **variables):
    """Run one of the commands to its end."""
    return run_python(folder, "-m", "parvis", *arguments, **variables)


def postgresql_url():
    """The address of the database of the tests, where other processes can open it: PostgreSQL only."""
    known = connection.settings_dict
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return f"postgres://{known['USER']}{password}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
