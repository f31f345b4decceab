"""The indexes that apps declare from `AppConfig.ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from parvis.base.search.documents import SearchDocument
from parvis.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Index:
    """`load` gives the documents of some keys (those that are gone are left out), `keys` all keys there are."""

    load: Callable[[Iterable[int]], Iterable[SearchDocument]]
    keys: Callable[[], Iterable[int]]
    facets: tuple[str, ...] = ()


indexes: Registry[Index] = Registry("search index")
