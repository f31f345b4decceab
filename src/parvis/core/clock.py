"""The one place that reads the time, so that tests can set it."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The current moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The current day in the time zone of the instance."""
    return timezone.localdate()
