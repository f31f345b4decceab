"""What the side of calls holds about someone: the calls they run, and late accesses sent to them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.domain.calls.models import CallManager, LateAccess


def export(user: User) -> dict[str, Any]:
    """Calls that the account runs, and accesses that were sent to one of its addresses."""
    late = LateAccess.objects.filter(Q(email__in=addresses_of(user)) | Q(used_by=user)).order_by("pk")
    managed = CallManager.objects.filter(user=user).order_by("pk")
    return {
        "calls_managed": list(managed.values("call__title_fr", "added_at")),
        "late_accesses": list(late.values("call__title_fr", "email", "reason", "until", "granted_at", "revoked_at")),
    }


def erase(user: User) -> list[str]:
    """Remove both; the log keeps that there was one, without a name."""
    CallManager.objects.filter(user=user).delete()
    LateAccess.objects.filter(Q(email__in=addresses_of(user)) | Q(used_by=user)).delete()
    return []


RUNNING = PersonalData(
    export=export,
    erase=erase,
    held=_("Calls that you run for their organiser, and late accesses to calls that were sent to you."),
    purpose=_("So that a partner runs its own programme, and one applicant may apply after a deadline."),
    seen_by=_("You and those who run the call."),
    kept=_("As long as your account; late accesses, after their end:"),
    retention="invitations",
    removed=_("Your part in running calls, and late accesses that were sent to you."),
)
