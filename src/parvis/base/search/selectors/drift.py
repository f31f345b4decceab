"""Does an index still say what it is about?"""

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.base.search import terms
from parvis.base.search.models import Document, Generation
from parvis.base.search.registry import indexes
from parvis.base.search.selectors.generations import live_generation

TOGETHER = 1_000


@dataclass(frozen=True, slots=True)
class Drift:
    """Keys that the index lacks, holds without reason, or describes as they were; `is_stale` asks for a rebuild."""

    missing: tuple[int, ...] = ()
    superfluous: tuple[int, ...] = ()
    differing: tuple[int, ...] = ()
    is_stale: bool = False

    @property
    def keys(self) -> tuple[int, ...]:
        """Everything that has to be indexed again."""
        return (*self.missing, *self.superfluous, *self.differing)

    def __bool__(self) -> bool:
        """True when anything is amiss."""
        return self.is_stale or bool(self.keys)


def is_stale(name: str) -> bool:
    """Whether the index was never built, or built under other rules of cutting text."""
    live = live_generation(name)
    return live is None or live.rules != terms.RULES


def drift(name: str) -> Drift:
    """Compare every document of the index with what it is about; reads everything, writes nothing."""
    live = live_generation(name)
    keys = set(indexes.get(name).keys())
    if live is None:
        return Drift(missing=tuple(sorted(keys)), is_stale=True)
    held = set(Document.objects.filter(generation=live.pk).values_list("key", flat=True))
    return Drift(
        missing=tuple(sorted(keys - held)),
        superfluous=tuple(sorted(held - keys)),
        differing=tuple(_differing(name, live, sorted(keys & held))),
        is_stale=live.rules != terms.RULES,
    )


def _differing(name: str, live: Generation, keys: list[int]) -> Iterator[int]:
    load = indexes.get(name).load
    for start in range(0, len(keys), TOGETHER):
        some = keys[start : start + TOGETHER]
        rows = Document.objects.filter(generation=live.pk, key__in=some)
        contents = dict(rows.values_list("key", "content"))
        for document in load(some):
            if contents.get(document.key) != document.as_json():
                yield document.key
