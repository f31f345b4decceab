"""Who judges pairs and merges organisations."""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import Actor, has_role, is_administrator


def can_judge(actor: Actor) -> bool:
    """Community managers and campus administrators judge pairs, merge, and undo merges."""
    return has_role(actor, Role.COMMUNITY)


def can_override(actor: Actor) -> bool:
    """Campus administrators alone merge what numbers say are two."""
    return is_administrator(actor)
