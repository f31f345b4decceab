"""The log as CSV."""

import io
import json
from collections.abc import Iterator

from defusedcsv import csv
from django.db.models import QuerySet
from django.utils import timezone

from parvis.base.activity.models import Entry
from parvis.base.activity.registry import label_of
from parvis.faces.web.activity.lines import name_of_actor

COLUMNS = ("at", "who", "account", "act", "verb", "object_type", "object_id", "object", "details")


def as_csv(entries: QuerySet[Entry]) -> Iterator[str]:
    """UTF-8 with a header; no cell can carry a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for entry in entries.iterator(chunk_size=500):
        writer.writerow(_row(entry))
        if buffer.tell() > 32_000:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _row(entry: Entry) -> list[object]:
    return [
        timezone.localtime(entry.at).isoformat(timespec="seconds"),
        name_of_actor(entry.actor),
        entry.actor_id or "",
        label_of(entry.verb),
        entry.verb,
        entry.target_type,
        entry.target_id,
        entry.target_label,
        json.dumps(entry.data, ensure_ascii=False) if entry.data else "",
    ]


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
