"""The uploaded files, wherever they are stored, and the key that signs."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage


def stored_files() -> Iterator[str]:
    """The name of every file in the store, sorted folder by folder."""
    yield from _below("")


def _below(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from _below(f"{folder}{name}/")


def kept_key() -> Path | None:
    """The file of the generated secret key; None when the operator gives the key and keeps it elsewhere."""
    path = Path(settings.DATA_DIR) / "secret_key"
    return path if path.exists() and path.read_text(encoding="ascii").strip() == settings.SECRET_KEY else None
