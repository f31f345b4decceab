"""Who may change reference data."""

from parvis.base.accounts.rules import Actor, is_administrator


def can_edit_themes(actor: Actor) -> bool:
    """Campus administrators."""
    return is_administrator(actor)
