"""How linking names a record: by its register and its key there, so that it is known again after a new import."""

from typing import NamedTuple

DIRECTORY = "directory"
"""The register of organisations that no register knows; their key is their number here."""


class Key(NamedTuple):
    """A record of a register. Keys are ordered, so that a pair has one form."""

    source: str
    key: str

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


def key_of(text: str) -> Key:
    """The key that `str` wrote."""
    source, _colon, key = text.partition(":")
    return Key(source, key)


def own_key(pk: int) -> Key:
    """The key of an organisation itself."""
    return Key(DIRECTORY, str(pk))


def in_order(first: Key, second: Key) -> tuple[Key, Key]:
    """The pair in its one form."""
    return (first, second) if first <= second else (second, first)
