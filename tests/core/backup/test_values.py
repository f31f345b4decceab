"""Each value of a row goes into a backup and comes back as it was."""

import datetime as dt
import decimal
import json
import uuid

import pytest
from django.db import models

from parvis.core.backup.rows import _plain, _revived

PARIS = dt.timezone(dt.timedelta(hours=2))
VALUES = [
    (models.DateTimeField(), dt.datetime(2026, 5, 1, 12, 30, 1, 250, tzinfo=PARIS)),
    (models.DateField(), dt.date(2026, 5, 1)),
    (models.TimeField(), dt.time(12, 30, 1)),
    (models.DurationField(), dt.timedelta(days=3, microseconds=7)),
    (models.DurationField(), -dt.timedelta(hours=1)),
    (models.DecimalField(max_digits=9, decimal_places=3), decimal.Decimal("0.100")),
    (models.UUIDField(), uuid.UUID(int=7)),
    (models.BinaryField(), b"\x00\xff"),
    (models.BinaryField(), memoryview(b"\x00\xff")),
    (models.JSONField(), {"a": [1, None]}),
    (models.CharField(max_length=9), None),
    (models.BooleanField(), True),
]


@pytest.mark.parametrize(("field", "value"), VALUES)
def test_value_comes_back(field, value):
    line = json.dumps(value, default=_plain)
    assert _revived(field, json.loads(line)) == value


def test_moment_without_a_zone_keeps_none():
    assert _plain(dt.datetime(2026, 5, 1, 12, 30)) == "2026-05-01T12:30:00"  # noqa: DTZ001 -- that is the point


def test_value_for_which_there_is_no_form_is_refused():
    with pytest.raises(TypeError, match="no form for complex"):
        json.dumps(1j, default=_plain)
