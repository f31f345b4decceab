"""The last evening before a deadline: 300 applicants whose pages save while they type, and what is there afterwards."""

import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.instances import environment, parvis, serving
from bench.report import SCRATCH, Report, Table, percentile

APPLICANTS = 300
PAUSE = 4.0
"""Seconds from one save to the next of one applicant, on average: somebody who types without a long break."""
PRESENCE = 30.0
KEYS = ("need", "answer", "market", "team", "risks", "plan")
WORKERS = 2
SENTENCE = "We tell every hospital where the free beds are, before the ambulance leaves. "


def measure(*, quick: bool) -> Report:
    """One evening on SQLite, and one on PostgreSQL where DATABASE_URL names one."""
    seconds = 8.0 if quick else 60.0
    folder = SCRATCH / "evening"
    rows = [_evening(folder, "SQLite", seconds)]
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        rows.append(_evening(folder, "PostgreSQL", seconds, DATABASE_URL=url))
    table = Table(
        ("on", "saves", "a second", "median, ms", "95th percentile, ms", "99th, ms", "longest, ms", "errors", "lost"),
        rows,
        before=f"{APPLICANTS} applicants, each with an application of their own, save a text of some hundred "
        f"characters about every {PAUSE:g} s for {seconds:g} s, and say every {PRESENCE:g} s that they are here, as "
        "their pages do. "
        f"`parvis serve --workers {WORKERS}` and the load generator on the same machine. An error is any answer but "
        '"saved"; a save is lost when the last text that was acknowledged is not the one that is read back.',
        after="Aim: no error, and nothing lost.",
    )
    return Report("evening", "The last evening before a deadline", [table])


@dataclass
class Applicant:
    """Somebody who writes, question after question, and remembers what the server said it has."""

    reference: str
    cookies: str
    token: str
    revisions: dict[str, int] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def write(self, port: int, until: float, chance: random.Random) -> None:
        """Save again and again until the evening is over."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        next_presence = time.perf_counter() + chance.uniform(0, PRESENCE)
        time.sleep(chance.uniform(0, PAUSE))
        number = 0
        while time.perf_counter() < until:
            if time.perf_counter() > next_presence:
                next_presence += PRESENCE
                self._post(connection, "here/", {"question": "need"})
            key, number = KEYS[number // 5 % len(KEYS)], number + 1
            self._save(connection, key, SENTENCE * chance.randint(1, 6) + str(number))
            time.sleep(chance.uniform(0.5, 1.5) * PAUSE)
        connection.close()

    def _save(self, connection: http.client.HTTPConnection, key: str, text: str) -> None:
        began = time.perf_counter()
        told = self._post(
            connection, f"application/answers/{key}/", {f"a-{key}": text, f"r-{key}": self.revisions.get(key, 0)}
        )
        self.waits.append(time.perf_counter() - began)
        if told.get("state") == "saved":
            self.revisions[key], self.saved[key] = told["revision"], text
        else:
            self.problems.append(str(told))

    def _post(self, connection: http.client.HTTPConnection, path: str, values: dict) -> dict:
        body = urlencode({**values, "csrfmiddlewaretoken": self.token})
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", f"/applications/{self.reference}/{path}", body, headers)
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return {"state": type(error).__name__}
        return json.loads(content) if response.status == 200 else {"state": response.status}


def _evening(folder: Path, on: str, seconds: float, **variables: str) -> tuple[object, ...]:
    shutil.rmtree(folder, ignore_errors=True)
    parvis(folder, "init", **variables)
    applicants = [Applicant(**made) for made in json.loads(_python(folder, MAKE, **variables))]
    with serving(folder, "--workers", str(WORKERS), **variables) as port:
        until = time.perf_counter() + seconds
        threads = [
            threading.Thread(target=one.write, args=(port, until, random.Random(number)))
            for number, one in enumerate(applicants)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    stored = json.loads(_python(folder, READ, **variables))
    shutil.rmtree(folder)
    waits = [wait * 1000 for one in applicants for wait in one.waits]
    lost = sum(stored[one.reference].get(key) != text for one in applicants for key, text in one.saved.items())
    errors = sum(len(one.problems) for one in applicants)
    figures = (percentile(waits, share) for share in (0.5, 0.95, 0.99))
    return (on, len(waits), len(waits) / seconds, *figures, max(waits), errors, lost)


def _python(folder: Path, code: str, **variables: str) -> str:
    environ = environment(folder, DJANGO_SETTINGS_MODULE="parvis.config.settings", **variables)
    done = subprocess.run([sys.executable, "-c", HEAD + code], env=environ, check=True, capture_output=True, text=True)
    return done.stdout


HEAD = f"APPLICANTS, KEYS = {APPLICANTS}, {KEYS!r}\nimport django, json; django.setup()\n"

MAKE = """
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.middleware.csrf import _get_new_csrf_string
from parvis.base.accounts.services.creation import create_account
from parvis.base.forms.models import Form, FormVersion, Question, Section
from parvis.core import clock
from parvis.domain.calls.models import Call, CallForm, Round
from parvis.domain.applying.services.beginning import begin_application
from parvis.domain.directory.models import Organisation
now = clock.now()
with transaction.atomic():
    form = Form.objects.create(title="Application")
    version = FormVersion.objects.create(form=form, number=1, state="published", published_at=now)
    section = Section.objects.create(version=version, key="project", label_fr="Projet")
    for place, key in enumerate(KEYS):
        Question.objects.create(
            version=version, section=section, key=key, position=place, kind="long", label_fr=key,
            options={"limit": 3000},
        )
    call = Call.objects.create(slug="evening", title_fr="Appel", state="open", opened_at=now)
    CallForm.objects.create(call=call, stage="application", form=form)
    Round.objects.create(call=call, opens_at=now - timedelta(days=9), closes_at=now + timedelta(hours=3))
    made = []
    for number in range(APPLICANTS):
        user = create_account(actor=None, email=f"applicant{number}@example.org", name=f"Applicant {number}")
        organisation = Organisation.objects.create(name=f"Start-up {number}", slug=f"start-up-{number}", kind="startup")
        application = begin_application(actor=user, call=call, organisation=organisation)
        session, token = SessionStore(), _get_new_csrf_string()
        session.update({SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash(),
                        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
        session.create()
        cookies = f"sessionid={session.session_key}; csrftoken={token}"
        made.append({"reference": application.reference, "cookies": cookies, "token": token})
print(json.dumps(made))
"""

READ = """
from parvis.base.forms.selectors import answers_of_sheets
from parvis.domain.calls.models import Application
sheets = dict(Application.objects.values_list("sheet_id", "reference"))
print(json.dumps({sheets[pk]: answers for pk, answers in answers_of_sheets(list(sheets)).items()}))
"""
