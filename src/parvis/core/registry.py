"""Named things that apps declare at start and foundations look up later."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """A mapping that refuses to hold two things under one name.

    Apps fill it from `AppConfig.ready()`, so that a foundation never imports the apps above it.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}
        self._find: Callable[[str], T | None] = lambda _name: None
        self._names: Callable[[], Iterable[str]] = tuple

    def register(self, name: str, item: T) -> None:
        """Store `item`; raises ValueError when another item already has this name."""
        if name in self._items and self._items[name] != item:
            raise ValueError(f"two entries of the {self.what} registry are named {name!r}")
        self._items[name] = item

    def also(self, *, find: Callable[[str], T | None], names: Callable[[], Iterable[str]] = tuple) -> None:
        """Ask these for what no app declares, such as things that people make and name while parvis runs."""
        self._find, self._names = find, names

    def get(self, name: str) -> T:
        """The item; raises KeyError with the known names when there is none."""
        found = self.find(name)
        if found is None:
            known = ", ".join(self.names()) or "none"
            raise KeyError(f"no {self.what} named {name!r}; known: {known}")
        return found

    def find(self, name: str) -> T | None:
        """The item, or None."""
        return self._items[name] if name in self._items else self._find(name)

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted({*self._items, *self._names()})

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(sorted(self._items.items()))
