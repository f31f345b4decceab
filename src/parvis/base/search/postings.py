"""Posting lists as bytes: for one chunk of 65,536 documents, the low halves of their numbers, then their marks."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

CHUNK_BITS = 16
CHUNK = 1 << CHUNK_BITS

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint8]


def encode(numbers: npt.ArrayLike, marks: npt.ArrayLike) -> bytes:
    """Postings of one chunk: numbers within the chunk, ascending, and the marks of each."""
    return np.asarray(numbers, dtype="<u2").tobytes() + np.asarray(marks, dtype=np.uint8).tobytes()


def _split(data: bytes) -> tuple[npt.NDArray[np.uint16], Marks]:
    count = len(data) // 3
    return np.frombuffer(data, "<u2", count), np.frombuffer(data, np.uint8, count, 2 * count)


def change(data: bytes, changes: Mapping[int, int]) -> bytes:
    """The postings with other marks for some numbers; marks of 0 take the number out."""
    numbers, marks = _split(data)
    touched = np.fromiter(changes, dtype="<u2", count=len(changes))
    kept = ~np.isin(numbers, touched)
    added = sorted((number, mark) for number, mark in changes.items() if mark)
    all_numbers = np.concatenate([numbers[kept], np.array([number for number, _ in added], dtype="<u2")])
    all_marks = np.concatenate([marks[kept], np.array([mark for _, mark in added], dtype=np.uint8)])
    order = np.argsort(all_numbers, kind="stable")
    return encode(all_numbers[order], all_marks[order])


def join(chunks: Iterable[tuple[int, bytes]]) -> tuple[Numbers, Marks]:
    """The whole list from its chunks, numbers in ascending order."""
    numbers, marks = [], []
    for chunk, data in sorted(chunks):
        low, held = _split(data)
        numbers.append(low.astype(np.int64) + (chunk << CHUNK_BITS))
        marks.append(held)
    if not numbers:
        return np.empty(0, np.int64), np.empty(0, np.uint8)
    return np.concatenate(numbers), np.concatenate(marks)
