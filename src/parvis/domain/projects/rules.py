"""Who may import projects, and who sees which."""

from parvis.base.accounts.rules import Actor, is_team


def can_import_projects(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)


def can_see_all(actor: Actor) -> bool:
    """The campus team sees projects that are not public, too."""
    return is_team(actor)
