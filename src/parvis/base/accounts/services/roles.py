"""Give and take roles of the instance."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, User
from parvis.base.accounts.rules import can_change_roles, can_leave_role
from parvis.base.accounts.selectors.members import is_last_administrator
from parvis.core import journal
from parvis.core.errors import Conflict, NotAllowed


@transaction.atomic
def grant_role(*, actor: User | None, user: User, role: Role) -> RoleGrant:
    """Give the account a role; `actor` None is the command line of the machine, which may do everything.

    Giving a role that is held already changes nothing. Raises NotAllowed, and Conflict for an account that is closed.
    """
    if actor is not None and not can_change_roles(actor, user):
        raise NotAllowed(_("Only another campus administrator can change the roles of this account."))
    if not user.is_active:
        raise Conflict(_("This account is deactivated. Reactivate it before giving it a role."))
    grant, is_new = RoleGrant.objects.get_or_create(user=user, role=Role(role), defaults={"granted_by": actor})
    if is_new:
        journal.record(
            actor=actor, verb="accounts.role_granted", target=user, data={"role": str(grant.role)}, concerns=(user,)
        )
    _forget(user)
    return grant


@transaction.atomic
def revoke_role(*, actor: User | None, user: User, role: Role) -> None:
    """Take a role away, or give one's own back; the last administrator stays one.

    Raises NotAllowed, and Conflict when the account does not hold the role or is the last administrator.
    """
    if actor is not None and not can_change_roles(actor, user) and not can_leave_role(actor, user):
        raise NotAllowed(_("Only another campus administrator can change the roles of this account."))
    if role == Role.ADMINISTRATOR:
        keep_an_administrator(user)
    if not RoleGrant.objects.filter(user=user, role=role).delete()[0]:
        raise Conflict(_("This account does not hold that role any more."))
    journal.record(
        actor=actor, verb="accounts.role_revoked", target=user, data={"role": str(Role(role))}, concerns=(user,)
    )
    _forget(user)


def keep_an_administrator(user: User) -> None:
    """Raise Conflict when `user` is the last administrator; call it in the transaction that would take them away.

    The rows are locked where the database can, so that two administrators cannot remove each other at the same time.
    """
    list(RoleGrant.objects.select_for_update(of=("self",)).filter(role=Role.ADMINISTRATOR).order_by("pk"))
    if is_last_administrator(user):
        raise Conflict(_("This is the last campus administrator. Name another one first."))


def _forget(user: User) -> None:
    """Drop the roles that were read before."""
    user.__dict__.pop("_roles", None)
