"""What several parts of one page ask for is found once for each request."""

from collections.abc import Callable
from typing import TypeVar

from parvis.base.accounts.rules import Actor

T = TypeVar("T")


def once(actor: Actor, find: Callable[[Actor], T]) -> T:
    """What `find` says of the account, kept on it: every request brings its own."""
    kept: dict[Callable[[Actor], T], T] = actor.__dict__.setdefault("_once", {})
    if find not in kept:
        kept[find] = find(actor)
    return kept[find]
