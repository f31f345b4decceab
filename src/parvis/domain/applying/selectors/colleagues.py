"""Colleagues: who writes an application, who is invited, who asks, who is here now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.base.accounts.models import User
from parvis.base.accounts.tokens import hash_of
from parvis.core import clock
from parvis.domain.calls.enums import Right
from parvis.domain.calls.models import Application, Collaborator, Presence
from parvis.domain.calls.selectors.applications import members_of

HERE_FOR = dt.timedelta(minutes=2)
"""How long someone counts as here after their page was last heard of; nothing is kept for longer."""


@dataclass(frozen=True)
class Writer:
    """Someone who writes the application: with which right, and the row that can be taken back, if there is one."""

    user: User
    right: Right
    row: Collaborator | None


def writers_of(application: Application) -> list[Writer]:
    """Who writes it: whoever began it, owners of the organisation (both without a row), and colleagues."""
    rows = {
        row.user_id: row
        for row in Collaborator.objects.filter(application=application, removed_at=None, accepted_at__isnull=False)
    }
    found = []
    for user in members_of(application):
        row = rows.get(user.pk) if user.pk != application.created_by_id else None
        found.append(Writer(user, Right(row.right) if row else Right.SUBMIT, row))
    return found


def waiting_of(application: Application) -> list[Collaborator]:
    """Invitations and requests that were neither answered nor taken back; those that expired can be sent again."""
    rows = Collaborator.objects.filter(application=application, accepted_at=None, removed_at=None)
    return list(rows.select_related("user", "invited_by"))


def is_usable_invitation(row: Collaborator) -> bool:
    """True while the link works."""
    return row.asked_at is None and row.accepted_at is None and row.removed_at is None and row.expires_at > clock.now()


def invitation_of(token: str) -> Collaborator | None:
    """The invitation that a link belongs to, as long as the link works."""
    rows = Collaborator.objects.filter(token_hash=hash_of(token))
    row = rows.select_related("application__call", "application__organisation", "invited_by").first()
    return row if row is not None and is_usable_invitation(row) else None


def others_here(application: Application, user: User) -> list[Presence]:
    """Who else has the application open now."""
    rows = Presence.objects.filter(application=application, seen_at__gt=clock.now() - HERE_FOR).exclude(user=user)
    return list(rows.select_related("user").order_by("user_id"))


def requests_waiting(applications: Iterable[Application]) -> dict[int, int]:
    """How many ask to join, by application; only those where somebody does."""
    found: dict[int, int] = {}
    rows = Collaborator.objects.filter(
        application__in=list(applications), accepted_at=None, removed_at=None, asked_at__isnull=False
    )
    for pk in rows.values_list("application_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found
