"""Times as people of a call read and set them: in the time zone of the call, daylight saving included."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def at_zone(local: dt.datetime, zone: str) -> dt.datetime:
    """The moment at which the clocks of the zone show this.

    Raises ValidationError for an hour that does not exist or exists twice, on the night when clocks change: a deadline
    must not depend on who reads it.
    """
    place = ZoneInfo(zone)
    first, second = (local.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        there = first.astimezone(dt.UTC).astimezone(place).replace(tzinfo=None)
        if there != local:
            raise ValidationError(_("Clocks go forward over this time: it does not exist on that night."))
        raise ValidationError(_("Clocks go back over this time: it comes twice on that night. Choose another one."))
    return first.astimezone(dt.UTC)


def local_of(moment: dt.datetime, zone: str) -> dt.datetime:
    """What the clocks of the zone show at this moment, without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def days_later(moment: dt.datetime, days: int, zone: str) -> dt.datetime:
    """The same hour on the clocks of the zone, so many days later: midnight stays midnight when summer begins."""
    place = ZoneInfo(zone)
    local = moment.astimezone(place).replace(tzinfo=None) + dt.timedelta(days=days)
    return local.replace(tzinfo=place).astimezone(dt.UTC)
