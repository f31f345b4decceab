"""Changes of address under way."""

from django.db.models import Q

from parvis.base.accounts.models import EmailChange, User
from parvis.base.accounts.tokens import hash_of
from parvis.core import clock


def open_change_of(user: User) -> EmailChange | None:
    """The change that waits for confirmations, or None."""
    return EmailChange.objects.filter(user=user, ended_at=None, expires_at__gt=clock.now()).first()


def change_by_token(token: str) -> EmailChange | None:
    """The change that a mailed link belongs to, while it can still be confirmed or stopped."""
    digest = hash_of(token)
    return (
        EmailChange.objects.filter(
            Q(old_token_hash=digest) | Q(new_token_hash=digest), ended_at=None, expires_at__gt=clock.now()
        )
        .select_related("user")
        .first()
    )
