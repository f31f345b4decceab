"""What is read out of names one by one: the slowest part of preparing records, so all processors share it."""

import multiprocessing
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from parvis.engine.linkage.duplicates.initials import initials_all
from parvis.engine.linkage.duplicates.parents import parents_all
from parvis.engine.linkage.duplicates.processors import processors
from parvis.engine.linkage.normalise.labels import labels_all
from parvis.engine.linkage.normalise.names import canonical_all, fold_all

CHUNK = 20_000
"""Names that are read at a time."""
SHARED = 50_000
"""Names from which on other processes are worth their start."""


@dataclass(frozen=True, slots=True)
class Texts:
    """For each name its canonical words, the labels of research units, the initials with small words and without, and
    what it says to be part of."""

    names: list[str] = field(default_factory=list)
    labels: list[tuple[int, ...]] = field(default_factory=list)
    initials: list[tuple[str, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, written: Sequence[str]) -> "Texts":
        """Read names as people wrote them."""
        found = cls()
        for part in _parts([written[start : start + CHUNK] for start in range(0, len(written), CHUNK)], len(written)):
            found.names.extend(part.names)
            found.labels.extend(part.labels)
            found.initials.extend(part.initials)
            found.parents.extend(part.parents)
        return found


def _parts(chunks: list[Sequence[str]], size: int) -> Iterator[Texts]:
    """Other processes are copies of this one, which is safe only while no other thread may hold a lock."""
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if size < SHARED or processors() == 1 or not able:
        yield from map(_read, chunks)
        return
    with warnings.catch_warnings(), ProcessPoolExecutor(processors(), multiprocessing.get_context("fork")) as pool:
        warnings.simplefilter("ignore", DeprecationWarning)  # idle threads of BLAS, which the copies do not use
        yield from pool.map(_read, chunks)


def _read(written: Sequence[str]) -> Texts:
    labels, folded = labels_all(fold_all(written))
    names = canonical_all(folded)
    return Texts(names, labels, list(initials_all(folded)), parents_all(written, names))
