"""What several parts of one page ask for is found once for each request."""

from collections.abc import Callable
from typing import TypeVar

from parvis.base.accounts.rules import Actor
from parvis.domain.campus.selectors.own import has_organisation
from parvis.domain.directory.standing import account_of

T = TypeVar("T")


def once(actor: Actor, find: Callable[[Actor], T]) -> T:
    """What `find` says of the account, kept on it: every request brings its own."""
    kept: dict[Callable[[Actor], T], T] = actor.__dict__.setdefault("_once", {})
    if find not in kept:
        kept[find] = find(actor)
    return kept[find]


def has_own(actor: Actor) -> bool:
    """Whoever holds a right over an organisation: what several entries of the navigation and cards stand on."""
    return once(actor, _has_own)


def _has_own(actor: Actor) -> bool:
    user = account_of(actor)
    return user is not None and has_organisation(user)
