"""Late accesses, as applicants meet them."""

from parvis.base.accounts.models import User
from parvis.base.accounts.tokens import hash_of
from parvis.core import clock
from parvis.domain.calls.models import Call, LateAccess
from parvis.domain.calls.selectors.calls import is_usable


def late_access_by_token(token: str) -> LateAccess | None:
    """The late access that a link belongs to, as long as it works."""
    rows = LateAccess.objects.filter(token_hash=hash_of(token))
    row = rows.select_related("call__organiser", "round", "application").first()
    return row if row is not None and is_usable(row, clock.now()) else None


def own_late_access(user: User, call: Call) -> LateAccess | None:
    """The late access that the account took up and with which it can still begin an application."""
    rows = LateAccess.objects.filter(
        call=call, used_by=user, application=None, revoked_at=None, until__gt=clock.now()
    ).select_related("round")
    return rows.order_by("-until").first()
