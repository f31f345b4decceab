"""One of several processes that write as fast as they can: `python -m bench.writer NUMBER SECONDS VARIANT`.

Each transaction does what a service does: read, change a row, write a line of the activity log. Waits for a line on
standard input, so that all begin together; prints one line of JSON.
"""

import json
import sys
import time

import django

django.setup()

from django.db import OperationalError, connection, transaction  # noqa: E402 -- needs Django

from parvis.base.accounts.models import User  # noqa: E402 -- needs Django
from parvis.base.activity.models import Entry  # noqa: E402 -- needs Django
from parvis.base.activity.services.record import record  # noqa: E402 -- needs Django


def variant(name: str) -> None:
    """Change what the measure compares, before the first connection."""
    options = connection.settings_dict["OPTIONS"]
    if name == "deferred":
        options.pop("transaction_mode")
    if name == "full":
        options["init_command"] = options["init_command"].replace("synchronous=NORMAL", "synchronous=FULL")


def write(user: User, number: int) -> None:
    """One act and its trace."""
    with transaction.atomic():
        last = Entry.objects.filter(actor=user).order_by("-id").first()
        User.objects.filter(pk=user.pk).update(name=f"Writer {number}")
        record(actor=user, verb="bench.written", target=user, data={"after": last.pk if last else 0})


def main() -> None:
    """Write until the time is over."""
    number, seconds, name = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    variant(name)
    with transaction.atomic():
        user = User.objects.create(email=f"writer{number}@{name}.example")
    print("ready", flush=True)
    sys.stdin.readline()
    until, waits, locked, count = time.perf_counter() + seconds, [], 0, 0
    while (began := time.perf_counter()) < until:
        try:
            write(user, count)
            count += 1
            waits.append(time.perf_counter() - began)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            locked += 1
    print(json.dumps({"commits": count, "locked": locked, "waits": waits}), flush=True)


main()
