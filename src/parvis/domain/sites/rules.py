"""Who may change the sites."""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import Actor, has_role


def can_manage_sites(actor: Actor) -> bool:
    """Site managers and campus administrators."""
    return has_role(actor, Role.SITE)
