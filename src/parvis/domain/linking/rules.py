"""Who judges pairs and merges organisations."""

from parvis.base.accounts.rules import Actor, is_administrator
from parvis.domain.linking.standing import is_judge


def can_judge(actor: Actor) -> bool:
    """Community managers and campus administrators judge pairs, merge, and undo merges."""
    return is_judge(actor)


def can_override(actor: Actor) -> bool:
    """Campus administrators alone merge what numbers say are two."""
    return is_administrator(actor)
