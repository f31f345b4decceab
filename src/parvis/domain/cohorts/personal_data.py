"""What juries, decisions and letters hold about someone."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.domain.cohorts.enums import LetterState
from parvis.domain.cohorts.models import (
    Decision,
    DecisionChange,
    Juror,
    JurorNote,
    Jury,
    Letter,
    LetterTemplate,
)

OWNERS: tuple[tuple[Any, str], ...] = (
    (Jury, "created_by"),
    (Juror, "added_by"),
    (LetterTemplate, "edited_by"),
    (Letter, "edited_by"),
)
"""Who did something for the campus: the thing stays, the name goes."""


def export(user: User) -> dict[str, Any]:
    """Seats on juries, notes, decisions, letters that were sent to them, and what they answered."""
    letters = Letter.objects.filter(Q(user=user) | Q(to__in=addresses_of(user)), state=LetterState.SENT)
    return {
        "juries": list(Juror.objects.filter(user=user).values("jury__name", "can_decide", "added_at")),
        "notes": list(
            JurorNote.objects.filter(author=user).values("application__reference", "text", "written_at").order_by("pk")
        ),
        "decisions": list(
            DecisionChange.objects.filter(decided_by=user)
            .values("decision__application__reference", "outcome", "reason", "comment", "decided_at")
            .order_by("pk")
        ),
        "letters": list(letters.values("to", "subject", "text", "language", "sent_at").order_by("pk")),
        "answers": list(
            Decision.objects.filter(answered_by=user)
            .values("application__reference", "state", "answer", "answered_at")
            .order_by("pk")
        ),
    }


def erase(user: User) -> list[str]:
    """Give up seats and notes, and take the name off the rest; decisions stay with the file of the application."""
    decided = Decision.objects.filter(decided_by=user).exists() or Letter.objects.filter(user=user).exists()
    Juror.objects.filter(user=user).delete()
    JurorNote.objects.filter(author=user).delete()
    Letter.objects.filter(user=user, state=LetterState.DRAFT).delete()
    Letter.objects.filter(Q(user=user) | Q(to__in=addresses_of(user))).update(to="", user=None)
    Decision.objects.filter(decided_by=user).update(decided_by=None)
    Decision.objects.filter(answered_by=user).update(answered_by=None)
    for model, field in OWNERS:
        model.objects.filter(**{field: user}).update(**{field: None})
    if decided:
        return [gettext("Decisions about applications stay in their files, without your name.")]
    return []


DECISIONS = PersonalData(
    export=export,
    erase=erase,
    held=_(
        "Your seats on juries, your notes and decisions there, and letters about applications that were sent to you."
    ),
    purpose=_("To decide about applications, to tell the applicants, and to justify the selection later."),
    seen_by=_("The jury and whoever manages the call; letters, those who write the application."),
    kept=_("As long as the file of the application."),
    removed=_("Your seats on juries and your notes."),
    stays=_("Decisions and letters about applications, without your name: they belong to the file."),
)
