"""Keep and remove files."""

import hashlib
import tempfile
import unicodedata
import uuid
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.files.models import StoredFile
from parvis.base.files.registry import purposes
from parvis.base.files.services.content import EXTENSIONS, HEAD, content_type_of
from parvis.core.errors import InvalidInput


def store_file(*, actor: User | None, upload: "File[bytes]", purpose: str, name: str = "") -> StoredFile:
    """Keep an upload outside the web root and return its row; the caller has checked that the actor may upload.

    The size is checked while reading, the type by the content. Should the caller's transaction roll back, the bytes
    stay behind without a row, and are removed with the other orphans.
    Raises InvalidInput for what is too large, empty, or of a type that the purpose does not take.
    """
    rules = purposes.get(purpose)
    given = name or upload.name or ""
    with tempfile.SpooledTemporaryFile(max_size=1_000_000) as copy:
        size, sha256 = copy_within(upload, copy, rules.max_bytes)
        copy.seek(0)
        content_type = content_type_of(copy.read(HEAD), given, rules.types)
        copy.seek(0)
        return keep(
            content=copy, actor=actor, purpose=purpose, name=given, content_type=content_type, size=size, sha256=sha256
        )


def copy_within(upload: "File[bytes]", copy: IO[bytes], most: int) -> tuple[int, str]:
    """Copy the upload in pieces and return its size and SHA-256; raises InvalidInput as soon as it is too large."""
    size, digest = 0, hashlib.sha256()
    for chunk in upload.chunks():
        size += len(chunk)
        if size > most:
            limit = f"{most / 1_000_000:g}"
            raise InvalidInput(_("This file is too large: at most %(limit)s MB can be taken here.") % {"limit": limit})
        digest.update(chunk)
        copy.write(chunk)
    if not size:
        raise InvalidInput(_("This file is empty."))
    return size, digest.hexdigest()


def keep(
    *, content: IO[bytes], actor: User | None, purpose: str, name: str, content_type: str, size: int, sha256: str
) -> StoredFile:
    """Write bytes that were checked to the store, and their row."""
    key = uuid.uuid4()
    path = default_storage.save(f"{key.hex[:2]}/{key.hex}", File(content))
    return StoredFile.objects.create(
        id=key,
        purpose=purpose,
        name=clean_name(name, content_type),
        content_type=content_type,
        size=size,
        sha256=sha256,
        path=path,
        created_by=actor,
    )


def clean_name(name: str, content_type: str) -> str:
    """A file name without folders and control characters, and with the extension of what it really is."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(c for c in unicodedata.normalize("NFC", base) if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, extension = base.rpartition(".")
    if not dot or len(extension) > 5:
        stem = base
    return f"{stem[:180] or 'file'}.{EXTENSIONS.get(content_type, 'bin')}"


def remove_file(*, file: StoredFile) -> None:
    """Remove the row, and the bytes once that is committed; the caller has checked that the actor may do so.

    Bytes that the store cannot remove at that moment have no row any more, and go with the orphans of the day.
    """
    path = file.path
    with transaction.atomic():
        file.delete()
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)
