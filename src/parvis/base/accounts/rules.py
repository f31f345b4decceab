"""Who holds which role; the ground of every other rule."""

from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import TEAM_ROLES, Role
from parvis.base.accounts.models import User

Actor = User | AnonymousUser
"""Who asks: an account, or nobody in particular."""


def roles_of(actor: Actor) -> frozenset[str]:
    """The roles of the instance that this actor holds; read once per request and kept on the account object."""
    if not isinstance(actor, User) or not actor.is_active or actor.pk is None:
        return frozenset()
    known: frozenset[str] | None = actor.__dict__.get("_roles")
    if known is None:
        known = frozenset(actor.role_grants.values_list("role", flat=True))
        actor.__dict__["_roles"] = known
    return known


def has_role(actor: Actor, *roles: Role) -> bool:
    """True for whoever holds one of the roles; a campus administrator holds them all."""
    held = roles_of(actor)
    return Role.ADMINISTRATOR in held or any(role in held for role in roles)


def is_administrator(actor: Actor) -> bool:
    """True for campus administrators."""
    return Role.ADMINISTRATOR in roles_of(actor)


def is_team(actor: Actor) -> bool:
    """True for whoever works for the campus."""
    return bool(roles_of(actor) & TEAM_ROLES)


def can_manage_members(actor: Actor) -> bool:
    """Administrators see all accounts, give roles and invite."""
    return is_administrator(actor)


def can_change_roles(actor: Actor, user: User) -> bool:
    """Nobody changes their own roles upward or sideways; taking one's own role away is `can_leave_role`."""
    return is_administrator(actor) and actor != user and user.erased_at is None


def can_leave_role(actor: Actor, user: User) -> bool:
    """Whoever holds a role may give it back."""
    return isinstance(actor, User) and actor.is_active and actor == user


def can_deactivate(actor: Actor, user: User) -> bool:
    """Administrators deactivate and reactivate others, never themselves."""
    return is_administrator(actor) and actor != user and user.erased_at is None
