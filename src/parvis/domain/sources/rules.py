"""Who may import registers and read the reports."""

from parvis.base.accounts.rules import Actor, is_team


def can_import(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)
