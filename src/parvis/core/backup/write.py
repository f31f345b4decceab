"""Make a backup while the site goes on."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from parvis.core.backup.key import kept_key
from parvis.core.backup.manifest import BackupRefused, Manifest, now_text
from parvis.core.backup.rows import dump, stored_models
from parvis.core.backup.sequences import read_sequences
from parvis.core.backup.snapshot import snapshot
from parvis.core.errors import StoreUnavailable
from parvis.core.schema import pending_migrations
from parvis.core.store.kept import store

LAST = "last_backup"
"""File of the data folder that holds the moment of the last backup, for `parvis check`."""


@dataclass
class Written:
    """What went into the archive."""

    manifest: Manifest
    files: dict[str, str] = field(default_factory=dict)
    bytes: int = 0
    gone: list[str] = field(default_factory=list)
    is_noted: bool = False


def make_backup(path: Path) -> Written:
    """Write everything into one new archive that only its owner can read; half an archive is never left behind.

    Rows are those of one moment. Files are immutable, and are copied after it: one that is removed meanwhile is named
    in `gone`, one that is added meanwhile may be in the archive without its row, which does no harm.
    """
    if path.exists():
        raise BackupRefused(f"{path} is there already; a backup never overwrites a file.")
    if pending_migrations():
        raise BackupRefused("migrations wait, so that rows and code do not fit. Run `parvis init` first.")
    try:
        with tempfile.TemporaryDirectory(prefix=".parvis-backup-", dir=path.parent) as folder:
            written = _write(Path(folder))
            os.link(Path(folder) / "archive", path)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror or error}.") from error
    except StoreUnavailable as error:
        raise BackupRefused(f"{error}.") from error
    written.is_noted = _note(written.manifest)
    return written


def _note(manifest: Manifest) -> bool:
    """Leave the moment to `parvis check`; False where the data folder is full or not ours, which spoils no backup."""
    try:
        (Path(settings.DATA_DIR) / LAST).write_text(manifest.made_at, encoding="ascii")
    except OSError:
        return False
    return True


def _write(folder: Path) -> Written:
    made_at = now_text()
    with snapshot(folder) as alias:
        tables = {label: dump(model, alias=alias, path=folder / label) for label, model in stored_models().items()}
        sequences = read_sequences(alias)
    written = Written(Manifest(made_at=made_at, database=connection.vendor, tables=tables, sequences=sequences))
    descriptor = os.open(folder / "archive", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as archive:  # noqa: PTH123 -- a descriptor
        _add_bytes(archive, "manifest.json", written.manifest.to_json())
        for label in tables:
            archive.add(folder / label, arcname=f"tables/{label}.jsonl", filter=_anonymous)
        key = kept_key()
        if key:
            _add_bytes(archive, "secret_key", key.read_bytes())
        for kept in store().kept():
            _add_stored(archive, kept.name, written)
        _add_bytes(archive, "files.json", json.dumps(written.files, indent=0, sort_keys=True).encode())
    return written


def _add_stored(archive: tarfile.TarFile, name: str, written: Written) -> None:
    try:
        content = default_storage.open(name)
    except FileNotFoundError:
        written.gone.append(name)
        return
    with content:
        digest = hashlib.sha256()
        info = tarfile.TarInfo(f"files/{name}")
        info.size, info.mode = content.size, 0o600
        archive.addfile(info, _Hashing(content, digest))
    written.files[name] = digest.hexdigest()
    written.bytes += info.size


class _Hashing(io.RawIOBase):
    """Reads on, and takes the checksum of what was read."""

    def __init__(self, source: IO[bytes], digest: "hashlib._Hash") -> None:
        self._source, self._digest = source, digest

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(size)
        self._digest.update(data)
        return data


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Neither the account nor the clock of this machine matters."""
    info.uid = info.gid = info.mtime = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info
