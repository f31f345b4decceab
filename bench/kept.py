"""Generated organisations in a file: a million take longer to make than to index.

python -m bench.kept 1000000
"""

import multiprocessing
import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from bench import organisations
from bench.report import SCRATCH
from parvis.base.search.documents import SearchDocument

TOGETHER = 5_000


def kept(count: int) -> "Kept":
    """At least so many organisations; those that are missing in the file are made by all cores."""
    version = sha256(Path(organisations.__file__).read_bytes()).hexdigest()[:12]
    path = SCRATCH / f"organisations-{version}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    held = Kept(path)
    if len(held) < count:
        starts = range(len(held) + 1, count + 1, TOGETHER)
        missing = [range(start, min(start + TOGETHER, count + 1)) for start in starts]
        with multiprocessing.Pool(os.cpu_count()) as pool, path.open("r+b") as file:
            file.truncate(held.end)
            file.seek(held.end)
            file.writelines(pool.imap(_lines, missing))
        held = Kept(path)
    return held


def _lines(keys: range) -> bytes:
    return "".join(f"{organisations.organisation(key).as_json()}\n" for key in keys).encode()


class Kept:
    """The organisations of the file by their keys, 1 and up."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._starts = array("q", [0])
        for line in self._file:
            if line.endswith(b"\n"):
                self._starts.append(self._starts[-1] + len(line))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @property
    def end(self) -> int:
        """Where the last whole line ends, in bytes."""
        return self._starts[-1]

    def load(self, keys: Iterable[int]) -> Iterator[SearchDocument]:
        """Their documents."""
        for key in keys:
            if self._file.tell() != self._starts[key - 1]:
                self._file.seek(self._starts[key - 1])
            yield SearchDocument.from_json(self._file.readline().decode())


if __name__ == "__main__":
    kept(int(sys.argv[1]))
