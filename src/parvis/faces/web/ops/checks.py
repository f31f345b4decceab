"""What an operator should know about accounts, workers and mails."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import CheckMessage, Warning  # noqa: A004 -- Django's name
from django.db import DatabaseError

from parvis.base.accounts.selectors.members import administrators
from parvis.core import clock
from parvis.core.checks import operator_check
from parvis.faces.web.ops import workers

LATE = dt.timedelta(hours=1)


@operator_check
def people() -> Iterator[CheckMessage]:
    """Whether anybody can administer the campus."""
    try:
        if not administrators().exists():
            yield Warning(
                "Nobody can administer this campus.",
                hint="parvis user add you@example.org --role administrator",
                id="parvis.W020",
            )
    except DatabaseError:
        return  # the check of the database says it


@operator_check
def work() -> Iterator[CheckMessage]:
    """Whether background work gets done."""
    try:
        state = workers.worker_state()
        late = workers.oldest_waiting_mail()
    except DatabaseError:
        return  # the check of the database says it
    if state != "ok":
        yield Warning(
            "No worker is running: imports and mails wait."
            if state == "none"
            else "The last worker fell silent: imports and mails wait.",
            hint="Run `parvis worker` beside `parvis serve`, and see its log.",
            id="parvis.W021",
        )
    if settings.MAIL_TRANSPORT and late and clock.now() - late > LATE:
        yield Warning(
            "A mail has been waiting for more than an hour.",
            hint="See the page of mails in the administration, and the log of the worker.",
            id="parvis.W022",
        )
