"""Say who runs a partner's programme."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.calls import rules
from parvis.domain.calls.models import Call, CallManager
from parvis.domain.directory.models import Access


def add_manager(*, actor: User | None, call: Call, email: str) -> CallManager:
    """Let an account run this call, and nothing else. Twice is once.

    Where the call has an organiser, the account needs a right over it in the directory: raises InvalidInput for any
    other, and for an address without an account.
    """
    _check(actor)
    user = User.objects.filter(email=email.strip().lower(), is_active=True, erased_at=None).first()
    sentence = ""
    if user is None:
        sentence = _("There is no account with this address.")
    elif call.organiser and not Access.objects.filter(user=user, organisation=call.organiser).exists():
        sentence = _("This account has no right over %(organisation)s. Invite it there first.") % {
            "organisation": call.organiser.name
        }
    if user is None or sentence:
        raise InvalidInput(sentence, {"email": [sentence]})
    with transaction.atomic():
        manager, is_new = CallManager.objects.get_or_create(call=call, user=user, defaults={"added_by": actor})
        if is_new:
            record(actor=actor, verb="calls.manager_added", target=call, concerns=[user])
    return manager


def remove_manager(*, actor: User | None, manager: CallManager) -> None:
    """Take the call out of the hands of an account."""
    _check(actor)
    with transaction.atomic():
        record(actor=actor, verb="calls.manager_removed", target=manager.call, concerns=[manager.user])
        manager.delete()


def _check(actor: User | None) -> None:
    if actor is not None and not rules.can_appoint_managers(actor):
        raise NotAllowed(_("Only programme managers say who runs a call."))
