"""What both stores can do beyond Django's storages."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from django.core.files.storage import default_storage


@dataclass(frozen=True)
class Kept:
    """One file of the store: its name, its size in bytes, and when it was written."""

    name: str
    size: int
    written_at: dt.datetime


class Store(Protocol):
    """A storage that can list itself without asking for each file."""

    def kept(self) -> Iterator[Kept]:
        """Every file, in the order of names."""
        ...

    @property
    def place(self) -> str:
        """Where the files are, as an operator names it; without passwords."""
        ...


def store() -> Store:
    """The store of uploaded files."""
    return cast("Store", default_storage)
