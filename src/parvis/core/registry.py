"""Named things that apps declare at start and foundations look up later."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """A mapping that refuses to hold two things under one name.

    Apps fill it from `AppConfig.ready()`, so that a foundation never imports the apps above it.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> None:
        """Store `item`; raises ValueError when another item already has this name."""
        if name in self._items and self._items[name] != item:
            raise ValueError(f"two entries of the {self.what} registry are named {name!r}")
        self._items[name] = item

    def get(self, name: str) -> T:
        """The item; raises KeyError with the known names when there is none."""
        if name not in self._items:
            known = ", ".join(sorted(self._items)) or "none"
            raise KeyError(f"no {self.what} named {name!r}; known: {known}")
        return self._items[name]

    def find(self, name: str) -> T | None:
        """The item, or None."""
        return self._items.get(name)

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self._items)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(sorted(self._items.items()))
