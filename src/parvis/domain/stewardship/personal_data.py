"""What someone asked of the team, and the invitations that were sent to them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.domain.stewardship.models import Claim, Correction, Invitation, PersonClaim

ASKED = ("asked_at", "state", "decided_at", "word")


def export(user: User) -> dict[str, Any]:
    """One's own claims and corrections with their answers, and invitations to one's addresses."""
    invitations = Invitation.objects.filter(Q(email__in=addresses_of(user)) | Q(accepted_by=user)).order_by("pk")
    return {
        "claims": list(Claim.objects.filter(asked_by=user).values("organisation__name", "message", *ASKED)),
        "corrections": list(
            Correction.objects.filter(asked_by=user).values("organisation__name", "changes", "comment", *ASKED)
        ),
        "claims_of_entries": list(PersonClaim.objects.filter(asked_by=user).values("person__name", *ASKED)),
        "invitations": list(
            invitations.values("organisation__name", "email", "level", "created_at", "expires_at", "accepted_at")
        ),
    }


def erase(user: User) -> list[str]:
    """Remove them all: the log keeps what was decided, without a name."""
    Invitation.objects.filter(Q(email__in=addresses_of(user)) | Q(accepted_by=user)).delete()
    for model in (Claim, Correction, PersonClaim):
        model.objects.filter(asked_by=user).delete()
    return []


REQUESTS = PersonalData(
    export=export,
    erase=erase,
    held=_("What you asked for organisations: claims, corrections, and invitations that you received or accepted."),
    purpose=_("So that the campus can answer, and knows on what an answer was based."),
    seen_by=_("You and the campus team."),
    kept=_("As long as your account; invitations, after their end:"),
    retention="invitations",
    removed=_("Your claims, your corrections, and the invitations that were sent to you."),
)
