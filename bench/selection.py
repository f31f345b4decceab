"""How long the pages of a large call take: the team's, a juror's, a reviewer's and the public one."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.instances import environment
from bench.report import ROOT, Report, Table

AIM = "every page of the team under 80 ms of server time and 20 queries"
NO_POSTGRES = 3
"""What tools/with-postgres answers when there is none."""
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def measure(*, quick: bool) -> Report:
    """Write the same call twice, small and large, on each database, and ask for each page."""
    sizes = [(200, 60)] if quick else [(200, 60), (2000, 600)]
    tables = []
    for engine, found in _on_each_database(sizes, rounds=5 if quick else 30).items():
        table = Table(
            ("page", *(f"{n:,} × {m:,}: {what}" for n, m in sizes for what in ("median, ms", "95 %, ms", "queries"))),
            title=NAMES[engine],
            before="Applications × reviewers, three submitted reviews for each application, a jury that has decided on "
            "half of them; one request after the other, through every middleware, no whole page kept. "
            f"Aim: {AIM}.",
        )
        names = list(dict.fromkeys(name for rows in found for name, *_figures in rows))
        by_size = [{name: figures for name, *figures in rows} for rows in found]
        table.rows += [(name, *(cell for rows in by_size for cell in rows[name])) for name in names]
        tables.append(table)
    return Report("selection", "Measures of a large call", tables)


def _on_each_database(sizes: list[tuple[int, int]], rounds: int) -> dict[str, list[list[list[object]]]]:
    found: dict[str, list[list[list[object]]]] = {}
    for size in sizes:
        asked = [sys.executable, "-m", "bench.selection_process", json.dumps([*size, rounds])]
        for command, name in ((asked, "sqlite"), ([str(ROOT / "tools" / "with-postgres"), *asked], "postgresql")):
            with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
                environ = environment(
                    Path(folder), DJANGO_SETTINGS_MODULE="parvis.config.settings", PARVIS_PAGE_CACHE_SECONDS="0"
                )
                done = subprocess.run(command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True)
            if name == "postgresql" and done.returncode == NO_POSTGRES:
                continue
            if done.returncode:
                raise RuntimeError(done.stderr)
            found.setdefault(name, []).append(json.loads(done.stdout.splitlines()[-1]))
    return found
