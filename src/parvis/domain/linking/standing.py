"""What an account is to linking: the fact that both rules and selectors stand on."""

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import Actor, has_role


def is_judge(actor: Actor) -> bool:
    """Community managers and campus administrators."""
    return has_role(actor, Role.COMMUNITY)
