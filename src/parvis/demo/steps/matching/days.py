"""Days before and after the one on which the demo is built, as its tables count them."""

import datetime as dt

from parvis.core import clock

HOUR = dt.time(9, 30)


def day(text: str) -> dt.date | None:
    """So many days after today, before it where the number is negative."""
    return clock.today() + dt.timedelta(days=int(text)) if text else None


def ago(text: str | int) -> dt.datetime:
    """So many days ago, in the morning."""
    moment: dt.datetime = clock.now() - dt.timedelta(days=int(text))
    return moment.replace(hour=HOUR.hour, minute=HOUR.minute, second=0, microsecond=0) if int(text) else moment
