"""Accounts as administrators list them."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, TeamInvitation, User
from parvis.core import clock

TEAM = "team"
NO_ROLE = "none"


@dataclass(frozen=True)
class MemberFilters:
    """What an administrator looks for: words of the name or address, a role or group of roles, active or not."""

    text: str = ""
    role: str = ""
    active: bool | None = None


def members_visible_to(actor: User | AnonymousUser, filters: MemberFilters) -> QuerySet[User]:
    """The accounts, with their roles fetched, by name; erased ones are nobody any more and are left out."""
    users = User.objects.filter(erased_at=None).prefetch_related("role_grants").order_by("name", "email", "id")
    if not _administers(actor):
        return users.none()
    for word in filters.text.split()[:10]:
        users = users.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if filters.active is not None:
        users = users.filter(is_active=filters.active)
    return _with_role(users, filters.role)


def _administers(actor: User | AnonymousUser) -> bool:
    """Only administrators see accounts; the same as the rule, asked of the database."""
    return isinstance(actor, User) and administrators().filter(pk=actor.pk).exists()


def _with_role(users: QuerySet[User], role: str) -> QuerySet[User]:
    if role == NO_ROLE:
        return users.filter(role_grants=None)
    if role == TEAM:
        return users.filter(pk__in=RoleGrant.objects.exclude(role=Role.REVIEWER).values("user_id"))
    if role:
        return users.filter(pk__in=RoleGrant.objects.filter(role=role).values("user_id"))
    return users


def administrators() -> QuerySet[User]:
    """The accounts that can administer the campus now."""
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR)
    return User.objects.filter(is_active=True, pk__in=grants.values("user_id"))


def is_last_administrator(user: User) -> bool:
    """True when the campus would have nobody to administer it without this account."""
    return list(administrators()[:2]) == [user]


def open_invitations(actor: User | AnonymousUser) -> QuerySet[TeamInvitation]:
    """Invitations to the team that can still be accepted, the newest first."""
    if not _administers(actor):
        return TeamInvitation.objects.none()
    return TeamInvitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=clock.now()).select_related(
        "invited_by"
    )


def invitation_by_token_hash(token_hash: str) -> TeamInvitation | None:
    """The invitation that can be accepted with a token of this hash, or None."""
    return (
        TeamInvitation.objects.filter(
            token_hash=token_hash, accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
        )
        .select_related("invited_by")
        .first()
    )
