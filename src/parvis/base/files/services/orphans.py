"""Remove files that nothing refers to."""

import datetime as dt
import re

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from parvis.base.files.models import StoredFile
from parvis.base.files.registry import purposes
from parvis.base.files.services.store import remove_file
from parvis.core import clock
from parvis.core.store.kept import store

GRACE = dt.timedelta(days=1)
"""Bytes and rows younger than this may belong to a transaction that goes on."""

OURS = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{30}")
"""The names that files are given; whatever else lies in the store was put there by someone, and is left alone."""


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
    before = now - GRACE
    strays = [kept.name for kept in store().kept() if kept.written_at < before and OURS.fullmatch(kept.name)]
    removed = 0
    for start in range(0, len(strays), 500):
        part = strays[start : start + 500]
        known = set(StoredFile.objects.filter(path__in=part).values_list("path", flat=True))
        for path in sorted(set(part) - known):
            default_storage.delete(path)
            removed += 1
    return removed
