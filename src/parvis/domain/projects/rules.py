"""Who may import projects; who sees which is a selector."""

from parvis.base.accounts.rules import Actor, is_team


def can_import_projects(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)
