"""Posting lists as bytes: for one chunk of 65,536 documents, the low halves of their numbers, then their marks."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

CHUNK_BITS = 16
CHUNK = 1 << CHUNK_BITS

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint8]


def encode(numbers: npt.ArrayLike, marks: npt.ArrayLike) -> bytes:
    """Postings of one chunk: numbers within the chunk, ascending, and the marks of each."""
    return np.asarray(numbers, dtype="<u2").tobytes() + np.asarray(marks, dtype=np.uint8).tobytes()


def size(data: bytes) -> int:
    """How many documents a list holds."""
    return len(data) // 3


def decode(lists: Sequence[bytes], below: int = CHUNK) -> tuple[Numbers, Marks]:
    """The postings of some lists of one chunk, one list after the other; without numbers from `below` on."""
    data = lists[0] if len(lists) == 1 else _joined(lists)
    count = size(data)
    numbers = np.frombuffer(data, "<u2", count).astype(np.int64)
    marks = np.frombuffer(data, np.uint8, count, 2 * count)
    if below < CHUNK:
        known = numbers < below
        return numbers[known], marks[known]
    return numbers, marks


def _joined(lists: Sequence[bytes]) -> bytes:
    ends = [2 * size(data) for data in lists]
    numbers = [data[:end] for data, end in zip(lists, ends, strict=True)]
    return b"".join(numbers + [data[end:] for data, end in zip(lists, ends, strict=True)])


def change(data: bytes, changes: Mapping[int, int]) -> bytes:
    """The postings with other marks for some numbers; marks of 0 take the number out."""
    numbers, marks = decode([data])
    touched = np.fromiter(changes, dtype=np.int64, count=len(changes))
    kept = ~np.isin(numbers, touched)
    added = sorted((number, mark) for number, mark in changes.items() if mark)
    all_numbers = np.concatenate([numbers[kept], np.array([number for number, _ in added], dtype=np.int64)])
    all_marks = np.concatenate([marks[kept], np.array([mark for _, mark in added], dtype=np.uint8)])
    order = np.argsort(all_numbers, kind="stable")
    return encode(all_numbers[order], all_marks[order])
