"""Eight processes that write, and a server that is killed while it writes."""

import contextlib
import http.client
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.instances import environment, free_port, parvis, start_server
from bench.report import SCRATCH, Report, Table, percentile

WRITERS = 8
CLIENTS = 16

VARIANTS = {
    "parvis": "as parvis sets SQLite up",
    "full": "with `synchronous=FULL` instead of `NORMAL`",
    "deferred": "without `IMMEDIATE`, as Django does by default",
}


def measure(*, quick: bool) -> Report:
    """Run both measures in fresh instances."""
    folder = SCRATCH / "concurrency"
    shutil.rmtree(folder, ignore_errors=True)
    parvis(folder, "init")
    tables = [writers(folder, seconds=2 if quick else 15), kills(folder, rounds=2 if quick else 10)]
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        parvis(folder, "init", DATABASE_URL=url)
        tables.append(writers(folder, seconds=2 if quick else 15, DATABASE_URL=url))
    shutil.rmtree(folder)
    return Report("concurrency", "Measures of writing at the same time", tables)


def writers(folder: Path, *, seconds: float, **variables: str) -> Table:
    """Commits of all writers together, for each variant of the settings."""
    on = "PostgreSQL" if variables else "SQLite"
    table = Table(
        ("settings", "commits a second", "median wait, ms", "95th percentile, ms", "longest, ms", "lock errors"),
        title=f"{on}, {WRITERS} writers",
        before=f"{WRITERS} processes, each in a loop for {seconds:g} s: one transaction that reads, changes an account "
        "and writes a line of the activity log, as services do.",
    )
    for name, words in VARIANTS.items() if on == "SQLite" else [("parvis", "as parvis sets PostgreSQL up")]:
        found = _write_together(folder, name, seconds, variables)
        waits = [wait * 1000 for one in found for wait in one["waits"]]
        commits, locked = (sum(one[what] for one in found) for what in ("commits", "locked"))
        row = (words, commits / seconds, percentile(waits, 0.5), percentile(waits, 0.95), max(waits), locked)
        table.rows.append(row)
    return table


def _write_together(folder: Path, name: str, seconds: float, variables: dict[str, str]) -> list[dict]:
    environ = environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings", **variables)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.writer", str(number), str(seconds), name],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in processes]


@dataclass
class Client:
    """Someone who changes their name again and again, and remembers the last change that was acknowledged."""

    number: int
    cookies: str
    token: str
    acknowledged: int = 0
    sent: int = 0
    problems: list[str] = field(default_factory=list)

    def run(self, port: int, stopping: threading.Event) -> None:
        """Post until told to stop; a broken connection is what a killed server looks like."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while not stopping.is_set():
            self.sent += 1
            body = urlencode({"name": f"{self.number} {self.sent}", "csrfmiddlewaretoken": self.token})
            headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
            try:
                connection.request("POST", "/account/", body, headers)
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                continue
            if response.status == 302:
                self.acknowledged = self.sent
            else:
                self.problems.append(f"{response.status}")


def kills(folder: Path, *, rounds: int) -> Table:
    """Kill every process of the server at once, at a random moment, and look for what it had acknowledged."""
    chance = random.Random(20261123)
    clients = [Client(number, **made) for number, made in enumerate(_accounts(folder))]
    acknowledged = lost = 0
    for _round in range(rounds):
        before = sum(client.acknowledged for client in clients)
        _serve_and_kill(folder, clients, after=chance.uniform(0.5, 3.0))
        stored = _stored(folder)
        lost += sum(max(0, client.acknowledged - stored[client.number]) for client in clients)
        acknowledged += sum(client.acknowledged for client in clients) - before
    problems = [problem for client in clients for problem in client.problems]
    if problems:
        raise RuntimeError(f"{len(problems)} answers were neither yes nor a broken connection: {problems[:3]}")
    integrity = _integrity(folder)
    return Table(
        ("kills", "writes acknowledged", "acknowledged and lost", "SQLite's own check afterwards"),
        [(rounds, acknowledged, lost, integrity)],
        title=f"SQLite, `kill -9` under load, {CLIENTS} clients",
        before=f"{CLIENTS} people change their name as fast as they are answered. All processes of "
        "`parvis serve --workers 2` are killed together at a random moment; then each last acknowledged name must be "
        "in the database.",
    )


def _serve_and_kill(folder: Path, clients: list[Client], *, after: float) -> None:
    port, stopping = free_port(), threading.Event()
    server = start_server(folder, port, "--workers", "2")
    threads = [threading.Thread(target=client.run, args=(port, stopping)) for client in clients]
    for thread in threads:
        thread.start()
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    stopping.set()
    for thread in threads:
        thread.join()


def _python(folder: Path, code: str) -> str:
    environ = environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings")
    head = "import django, json; django.setup()\n"
    return subprocess.run(
        [sys.executable, "-c", head + code], env=environ, check=True, capture_output=True, text=True
    ).stdout


def _accounts(folder: Path) -> list[dict[str, str]]:
    """An account with an open session for each client."""
    code = f"""
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from parvis.base.accounts.services.creation import create_account
made = []
for number in range({CLIENTS}):
    user = create_account(actor=None, email=f"client{{number}}@example.org", name=f"{{number}} 0")
    session, token = SessionStore(), _get_new_csrf_string()
    session.update({{SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash(),
                     BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]}})
    session.create()
    made.append({{"cookies": f"sessionid={{session.session_key}}; csrftoken={{token}}", "token": token}})
print(json.dumps(made))
"""
    return json.loads(_python(folder, code))


def _stored(folder: Path) -> dict[int, int]:
    """The number in each client's name, by client."""
    code = """
from parvis.base.accounts.models import User
names = User.objects.filter(email__startswith="client").values_list("name", flat=True)
print(json.dumps([name.split() for name in names]))
"""
    return {int(client): int(number) for client, number in json.loads(_python(folder, code))}


def _integrity(folder: Path) -> str:
    code = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    print(cursor.fetchone()[0])
"""
    return _python(folder, code).strip()
