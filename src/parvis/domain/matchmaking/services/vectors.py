"""Vectors of texts: kept in memory and in the database, because an encoder takes a tenth of a second for a text.

Only the worker imports this. Whoever asks for suggestions never waits for a whole directory: what is missing is left
out for now, and a job of its own encodes it.
"""

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from parvis.base.jobs.services.queue import enqueue
from parvis.core.memory import Kept
from parvis.domain.matchmaking.jobs import VECTORS
from parvis.domain.matchmaking.models import TextVector
from parvis.domain.matchmaking.selectors.profiles import profiles, readable_notices, words_of_notice
from parvis.engine.recommend.types import Floats
from parvis.engine.text.vectors import sentence_encoder

LONGEST = 300
"""Characters of a text that are encoded: more take longer, and say little more of what it is about."""
AT_ONCE = 64
"""Texts that are encoded while somebody waits, and between two signs of progress."""
PROBE = "parvis"
"""Any word at all, to learn how long vectors are."""


@dataclass(slots=True)
class Memory:
    """Vectors by text, as far as this process has seen them."""

    known: dict[str, Floats] = field(default_factory=dict)


_memory: Kept[Memory] = Kept(Memory, seconds=float("inf"))
_one_at_a_time = threading.Lock()


class Encoder:
    """The encoder of sentences, which remembers what it has encoded."""

    def __init__(self) -> None:
        self.name = sentence_encoder().name
        self.near = sentence_encoder().near

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row for each text; one without words has zeros."""
        return rows_of(texts)


def rows_of(texts: Sequence[str], *, at_most: int | None = None) -> Floats:
    """A row for each text. With `at_most`, more new ones than that are left to a job, and have zeros for now."""
    cut = [text[:LONGEST].strip() for text in texts]
    with _one_at_a_time:
        known = _memory.get().known
        new = _read(known, cut)
        are_many = at_most is not None and len(new) > at_most
        _encode(known, [PROBE] if are_many and PROBE in new else [] if are_many else new)
        empty = np.zeros_like(known[PROBE])
        found = np.stack([known.get(text, empty) for text in cut])
    if are_many:
        enqueue(actor=None, name=VECTORS, key=VECTORS)
    return found


def encode_all(*, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Encode whatever organisations and notices say that has no vector yet, and forget what nobody says any more."""
    said = [one.terms[:LONGEST].strip() for one in profiles()]
    said += [words_of_notice(notice)[:LONGEST].strip() for notice in readable_notices().order_by("pk")]
    kept = TextVector.objects.filter(encoder=sentence_encoder().name)
    there = set(kept.values_list("text_hash", flat=True))
    new = list(dict.fromkeys(text for text in said if text and _hash(text) not in there))
    for start in range(0, len(new), AT_ONCE):
        rows_of(new[start : start + AT_ONCE])
        progress(min(start + AT_ONCE, len(new)), len(new))
    gone = there - {_hash(text) for text in said}
    TextVector.objects.filter(text_hash__in=list(gone)[:10_000]).delete()
    return len(new)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(known: dict[str, Floats], texts: Iterable[str]) -> list[str]:
    """Take over what the database knows; returns the texts that it does not know either, in their order."""
    wanted = {_hash(text): text for text in (PROBE, *texts) if text and text not in known}
    names = list(wanted)
    for start in range(0, len(names), 500):
        part = names[start : start + 500]
        rows = TextVector.objects.filter(encoder=sentence_encoder().name, text_hash__in=part)
        for name, values in rows.values_list("text_hash", "values"):
            known[wanted[name]] = np.frombuffer(values, dtype=np.float16).astype(np.float32)
    return [text for text in wanted.values() if text not in known]


def _encode(known: dict[str, Floats], texts: Sequence[str]) -> None:
    """Encode these texts, and keep their vectors."""
    if not texts:
        return
    encoder = sentence_encoder()
    rows = encoder.encode(texts).astype(np.float16)
    known.update(zip(texts, rows.astype(np.float32), strict=True))
    new = [
        TextVector(encoder=encoder.name, text_hash=_hash(text), values=row.tobytes())
        for text, row in zip(texts, rows, strict=True)
    ]
    TextVector.objects.bulk_create(new, ignore_conflicts=True)
