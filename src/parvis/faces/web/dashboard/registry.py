"""The cards of the dashboard; each area registers its own in its `cards.py`, which is read at start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from parvis.base.accounts.models import User
from parvis.core.registry import Registry

Content: TypeAlias = Mapping[str, Any] | None
"""The context of a card's template, or None when the card has nothing to say today."""


@dataclass(frozen=True)
class Card:
    """One card: who sees it, what it needs, and the template that shows it.

    `load` returns the context of the template, or None when there is nothing to say today: the card then stays away.
    """

    template: str
    rule: Callable[[User], bool]
    load: Callable[[User], Content]
    position: int = 50
    wide: bool = False


cards: Registry[Card] = Registry("dashboard card")


@dataclass(frozen=True)
class Shown:
    """A card with its content, for one account."""

    name: str
    template: str
    context: Mapping[str, Any]
    wide: bool


def cards_for(user: User) -> list[Shown]:
    """The cards that this account sees today, in order."""
    found = []
    for name, card in sorted(cards, key=lambda pair: (pair[1].position, pair[0])):
        context = card.load(user) if card.rule(user) else None
        if context is not None:
            found.append(Shown(name, card.template, context, card.wide))
    return found
