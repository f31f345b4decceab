"""Who may read the log."""

from parvis.base.accounts.rules import Actor, is_administrator


def can_read_all(actor: Actor) -> bool:
    """Campus administrators read every line; everybody else those that concern them."""
    return is_administrator(actor)
