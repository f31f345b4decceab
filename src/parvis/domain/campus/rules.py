"""Who may change the campus."""

from parvis.base.accounts.rules import Actor, is_administrator


def can_edit_campus(actor: Actor) -> bool:
    """Only campus administrators choose its name, face, texts and founding members."""
    return is_administrator(actor)
