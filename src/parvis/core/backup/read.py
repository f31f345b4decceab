"""Restore a backup into an empty place."""

import contextlib
import hashlib
import json
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from parvis.core.backup.events import Restored
from parvis.core.backup.key import kept_key
from parvis.core.backup.manifest import BackupRefused, Manifest, read_manifest
from parvis.core.backup.rows import load, stored_models
from parvis.core.backup.sequences import set_sequences
from parvis.core.bus import publish
from parvis.core.errors import StoreUnavailable
from parvis.core.preparation import make_data_folder, prepare_database
from parvis.core.store.kept import store

MADE_BY_MIGRATE = frozenset({"contenttypes.contenttype", "auth.permission"})
"""What Django writes by itself after each migration; the backup brings its own."""

PIECE = 1 << 20


def restore_backup(path: Path, say: Callable[[str], None]) -> Manifest:
    """Give back rows, files and signing key exactly, or nothing at all.

    Refuses a place that holds anything, an archive of another version, and one that is damaged; all of this is found
    out before anything is written into the place. Raises DataFolderUnusable.
    """
    make_data_folder()  # an embedded database is opened in it
    _require_empty()
    manifest = _verify(path)
    prepare_database(say)
    saved: list[str] = []
    try:
        with transaction.atomic():
            _fill(path, manifest, saved)
            publish(Restored())
    except BaseException as error:
        _take_back(saved)
        if isinstance(error, DatabaseError):
            raise BackupRefused(f"its rows cannot be written: {error}") from error
        if isinstance(error, StoreUnavailable):
            raise BackupRefused(f"{error}.") from error
        raise
    ContentType.objects.clear_cache()
    return manifest


def _require_empty() -> None:
    tables = set(connection.introspection.table_names())
    for label, model in stored_models().items():
        is_there = model._meta.db_table in tables and label not in MADE_BY_MIGRATE
        if is_there and model._base_manager.exists():
            raise BackupRefused(
                f"the database is not empty: it has {model._meta.verbose_name_plural}. "
                "A backup is restored into an empty place only; do not run `parvis init` there before."
            )
    try:
        kept = next(store().kept(), None)
    except StoreUnavailable as error:
        raise BackupRefused(f"{error}.") from error
    if kept is not None:
        raise BackupRefused(f"there are files in {store().place}. A backup is restored into an empty place only.")


def _take_back(saved: list[str]) -> None:
    """Remove the files that were written; what a store that does not answer keeps has no row, and goes as an orphan."""
    with contextlib.suppress(StoreUnavailable):
        for name in saved:
            default_storage.delete(name)


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each file of the archive, in order."""
    with tarfile.open(path, mode="r|gz") as archive:
        for info in archive:
            content = archive.extractfile(info)
            if content is None:
                raise BackupRefused(f"{path} is not a backup of parvis: {info.name} is no file.")
            yield info.name, content


def _verify(path: Path) -> Manifest:
    """Read the whole archive once, and compare every checksum."""
    try:
        return _verified(path)
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise BackupRefused(f"{path} cannot be read: {error}.") from error


def _verified(path: Path) -> Manifest:
    members = _members(path)
    name, content = next(members, ("", None))
    if name != "manifest.json" or content is None:
        raise BackupRefused(f"{path} is not a backup of parvis.")
    manifest = read_manifest(content.read())
    found: dict[str, str] = {}
    stated: dict[str, str] | None = None
    for name, content in members:
        if name == "files.json":
            stated = json.loads(content.read())
        elif name != "secret_key":
            found[name] = _checksum(content)
    if stated is None:
        raise BackupRefused(f"{path} is damaged: its end is missing.")
    expected = {f"tables/{label}.jsonl": table.sha256 for label, table in manifest.tables.items()}
    expected |= {f"files/{name}": sha256 for name, sha256 in stated.items()}
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        raise BackupRefused(f"{path} is damaged: {wrong[0]} is not what was backed up.")
    return manifest


def _checksum(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _fill(path: Path, manifest: Manifest, saved: list[str]) -> None:
    """Write everything; `saved` tells the caller which files to take back."""
    for label in MADE_BY_MIGRATE:
        apps.get_model(label)._base_manager.all().delete()
    for name, content in _members(path):
        folder, _, rest = name.partition("/")
        if folder == "tables":
            load(stored_models()[rest.removesuffix(".jsonl")], content)
        elif folder == "files":
            saved.append(_save(rest, content))
            if saved[-1] != rest:
                raise BackupRefused(f"{rest} cannot be stored under its name.")
        elif name == "secret_key":
            key = kept_key()
            if key:
                key.write_bytes(content.read())
    set_sequences(manifest.sequences)
    connection.check_constraints()


def _save(name: str, content: IO[bytes]) -> str:
    """Store one file, and return its name; from a copy, because a store that tries again has to go back."""
    with tempfile.SpooledTemporaryFile(max_size=PIECE) as copy:
        shutil.copyfileobj(content, copy, PIECE)
        copy.seek(0)
        return default_storage.save(name, File(copy, name=name))
