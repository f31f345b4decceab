"""What suggestions hold about someone."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.domain.matchmaking.models import DigestChoice, DigestLine, Opinion


def export(user: User) -> dict[str, Any]:
    """What they think of suggestions, whether they want digests, and whom digests suggested to them."""
    opinions = Opinion.objects.filter(said_by=user).order_by("pk")
    lines = DigestLine.objects.filter(user=user).order_by("pk")
    return {
        "opinions": list(
            opinions.values(
                *("organisation__name", "other__name", "thumb", "reason", "text", "said_at", "taken_back_at"),
            )
        ),
        "digest": list(DigestChoice.objects.filter(user=user).values("is_off", "sent_at")),
        "suggested": list(lines.values("organisation__name", "other__name", "told_at")),
    }


def erase(user: User) -> list[str]:
    """Forget digests; opinions are those of an organisation and stay with it, without the name."""
    DigestChoice.objects.filter(user=user).delete()
    DigestLine.objects.filter(user=user).delete()
    if Opinion.objects.filter(said_by=user).update(said_by=None):
        return [gettext("What you said about suggestions stays with your organisation, without your name.")]
    return []


SUGGESTIONS = PersonalData(
    export=export,
    erase=erase,
    held=_("What you think of suggestions, whether you want the weekly digest, and whom it suggested to you."),
    purpose=_("To suggest partners who suit your organisation, and none twice."),
    seen_by=_("Whoever acts for your organisation, and the campus team."),
    kept=_("Opinions as long as the organisation is in the directory; who was in a digest, for a year."),
    removed=_("Your choice about the digest, and whom it suggested to you."),
    stays=_("Opinions, without your name: they are those of the organisation."),
)
