"""Close and reopen accounts."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import can_deactivate
from parvis.base.accounts.services.roles import keep_an_administrator
from parvis.base.accounts.services.sessions import end_all_sessions
from parvis.core import journal
from parvis.core.errors import Conflict, NotAllowed


@transaction.atomic
def deactivate_account(*, actor: User | None, user: User) -> None:
    """Nobody signs in to the account any more, and its sessions end; nothing is removed.

    Raises NotAllowed, and Conflict for the last administrator or an account that is deactivated already.
    """
    _check(actor, user)
    keep_an_administrator(user)
    _switch(actor, user, active=False)
    end_all_sessions(user)


@transaction.atomic
def reactivate_account(*, actor: User | None, user: User) -> None:
    """The account can sign in again, with the roles that it had. Raises NotAllowed and Conflict."""
    _check(actor, user)
    _switch(actor, user, active=True)


def _check(actor: User | None, user: User) -> None:
    if user.erased_at is not None or (actor is not None and not can_deactivate(actor, user)):
        raise NotAllowed(_("Only another campus administrator can do this."))


def _switch(actor: User | None, user: User, *, active: bool) -> None:
    if not User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
        raise Conflict(_("Someone else has changed this in the meantime. Reload the page to see its present state."))
    user.is_active = active
    verb = "accounts.reactivated" if active else "accounts.deactivated"
    journal.record(actor=actor, verb=verb, target=user, concerns=(user,))
