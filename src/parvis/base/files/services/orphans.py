"""Remove files that nothing refers to."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from parvis.base.files.models import StoredFile
from parvis.base.files.registry import purposes
from parvis.base.files.services.store import remove_file
from parvis.core import clock

GRACE = dt.timedelta(days=1)
"""Bytes and rows younger than this may belong to a transaction that goes on."""


def unreferenced_files() -> QuerySet[StoredFile]:
    """Files that no foreign key of any model points to; every app's, so that none has to be named here."""
    files = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            model, column = relation.field.model, relation.field.name
            files = files.filter(~Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    return files


def remove_orphans() -> dict[str, int]:
    """Remove unreferenced files once their purpose keeps them no longer, and bytes without a row."""
    now = clock.now()
    removed = 0
    for file in unreferenced_files().filter(created_at__lt=now - GRACE):
        purpose = purposes.find(file.purpose)
        if file.created_at < now - (purpose.keep if purpose else GRACE):
            remove_file(file=file)
            removed += 1
    return {"files": removed, "strays": _remove_strays(now)}


def _remove_strays(now: dt.datetime) -> int:
    """Remove bytes whose transaction never committed its row."""
    strays = [path for path in _stored_paths() if default_storage.get_modified_time(path) < now - GRACE]
    removed = 0
    for start in range(0, len(strays), 500):
        part = strays[start : start + 500]
        known = set(StoredFile.objects.filter(path__in=part).values_list("path", flat=True))
        for path in sorted(set(part) - known):
            default_storage.delete(path)
            removed += 1
    return removed


def _stored_paths() -> Iterator[str]:
    folders, _files = default_storage.listdir("") if default_storage.exists("") else ([], [])
    for folder in folders:
        if len(folder) == 2:
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])
