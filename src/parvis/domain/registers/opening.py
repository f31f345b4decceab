"""Open a file that comes from outside, packed or not, without ever holding more of it than was allowed."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable

MAX_UNPACKED = 500 * 1024 * 1024
"""No register of organisations unpacks to more; what does is an error or an attack."""

GZIP = b"\x1f\x8b"
HEAD = 8192


class Bounded:
    """The bytes of a file, counted; raises SourceUnusable beyond the limit."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._limit, self._size = file, limit, 0

    def read(self, most: int) -> bytes:
        """At most so many further bytes; none at the end."""
        return self._counted(self._file.read(most))

    def readline(self, most: int) -> bytes:
        """The next line, or its first bytes where it is longer."""
        return self._counted(self._file.readline(most))

    def _counted(self, piece: bytes) -> bytes:
        self._size += len(piece)
        if self._size > self._limit:
            raise SourceUnusable(
                _("The file unpacks to more than %(limit)d MB; it was not read to its end.")
                % {"limit": self._limit // 1024 // 1024}
            )
        return piece


@contextmanager
def opened(path: Path, *, max_unpacked: int = MAX_UNPACKED) -> Iterator[Bounded]:
    """The content of a file, unpacked where it is packed with gzip; raises SourceUnusable when it is damaged."""
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP
        raw.seek(0)
        file: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
        try:
            yield Bounded(file, max_unpacked)
        except (EOFError, OSError, zlib.error) as error:
            raise SourceUnusable(_("The compressed file is damaged: %(error)s.") % {"error": error}) from error


def head_of(path: Path) -> str:
    """The first characters of a file, as well as they can be read, without a byte order mark."""
    with opened(path) as file:
        return file.read(HEAD).decode("utf-8-sig", errors="replace")
