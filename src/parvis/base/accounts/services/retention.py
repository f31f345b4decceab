"""What accounts does not keep for ever."""

import datetime as dt
from importlib import import_module

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from parvis.base.accounts.models import EmailChange, TeamInvitation, User
from parvis.base.accounts.registry import retentions
from parvis.base.accounts.services.mails import send_account_mail
from parvis.base.accounts.services.personal_data import erase_account, erasure_obstacles
from parvis.core import clock, journal
from parvis.core.errors import Conflict

log = structlog.get_logger(__name__)

WARNED_BEFORE = dt.timedelta(days=30)
"""How long before its erasure the owner of an unused account is warned by mail."""
UNCONFIRMED_FOR = dt.timedelta(days=7)
"""How long an account waits for its address to be confirmed."""


def prune_everything() -> dict[str, int]:
    """Remove what has been kept long enough, app by app; returns how many of each."""
    now = clock.now()
    return {
        name: entry.prune(now - dt.timedelta(days=settings.RETENTION_DAYS[entry.key])) for name, entry in retentions
    }


def prune_unused_accounts(past: dt.datetime) -> int:
    """Warn the owners of accounts that will soon have been unused too long, erase those who were warned in time.

    `past` is the moment before which an account must have been used last to be erased now.
    """
    for user in _unused_since(past + WARNED_BEFORE).filter(warned_at=None).iterator():
        _warn(user)
    erased = 0
    for user in _unused_since(past).filter(warned_at__lte=clock.now() - WARNED_BEFORE).iterator():
        erased += _erase(user)
    for user in _never_confirmed().iterator():
        erased += _erase(user)
    return erased


def _unused_since(moment: dt.datetime) -> QuerySet[User]:
    """Accounts whose last sign-in, or opening where there was none, is before the moment."""
    last_used = Coalesce("last_login", "joined_at")
    return User.objects.alias(last_used=last_used).filter(erased_at=None, last_used__lt=moment).order_by("pk")


def _never_confirmed() -> QuerySet[User]:
    confirmed = EmailAddress.objects.filter(verified=True).values("user_id")
    return User.objects.filter(erased_at=None, last_login=None, joined_at__lt=clock.now() - UNCONFIRMED_FOR).exclude(
        pk__in=confirmed
    )


@transaction.atomic
def _warn(user: User) -> None:
    """Tell the owner, once."""
    if erasure_obstacles(user) or not User.objects.filter(pk=user.pk, warned_at=None).update(warned_at=clock.now()):
        return
    journal.record(actor=None, verb="accounts.warned_unused", target=user, concerns=(user,))
    send_account_mail(
        to=user.email,
        template="accounts/mail/unused_account",
        language=user.language,
        context={"erased_on": clock.today() + WARNED_BEFORE, "name": user.display_name},
    )


def _erase(user: User) -> int:
    try:
        erase_account(actor=None, user=user)
    except Conflict as error:
        log.info("accounts.unused_account_kept", account=user.pk, reason=str(error))
        return 0
    return 1


def prune_invitations(past: dt.datetime) -> int:
    """Remove invitations and changes of address that ended or ran out before the moment."""
    over = Q(expires_at__lt=past)
    invitations = TeamInvitation.objects.filter(over | Q(accepted_at__lt=past) | Q(revoked_at__lt=past))
    changes = EmailChange.objects.filter(over | Q(ended_at__lt=past))
    return invitations.delete()[0] + changes.delete()[0]


def prune_sessions(_past: dt.datetime) -> int:
    """Remove sessions that have run out; each knows its own end."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0
