"""What introductions hold about someone."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.domain.introductions.models import Introduction, IntroductionCap, IntroductionSide, MessageTemplate

OWNERS: tuple[tuple[Any, str], ...] = (
    (Introduction, "created_by"),
    (IntroductionCap, "set_by"),
    (MessageTemplate, "edited_by"),
)
"""Who did something for an organisation or the campus: the thing stays, the name goes."""


def export(user: User) -> dict[str, Any]:
    """What they proposed, where they were written to, and what they answered."""
    proposed = Introduction.objects.filter(created_by=user)
    sides = IntroductionSide.objects.filter(Q(account=user) | Q(answered_by=user) | Q(person__account=user))
    return {
        "proposed": list(proposed.values("subject", "message", "state", "proposed_at").order_by("pk")),
        "sides": list(
            sides.values(
                "introduction__subject",
                "organisation__name",
                "answer",
                "answered_at",
                "reason",
                "reason_text",
                "shares_phone",
                "outcome",
                "outcome_text",
            ).order_by("pk")
        ),
        "limits": list(IntroductionCap.objects.filter(set_by=user).values("organisation__name", "most", "until")),
    }


def erase(user: User) -> list[str]:
    """Take the name and the contact details off; that two organisations were introduced stays."""
    answered = IntroductionSide.objects.filter(Q(account=user) | Q(answered_by=user) | Q(person__account=user))
    stays = answered.exists() or Introduction.objects.filter(created_by=user).exists()
    IntroductionSide.objects.filter(person__account=user).update(person=None, shares_phone=False)
    IntroductionSide.objects.filter(account=user).update(account=None, shares_phone=False)
    IntroductionSide.objects.filter(answered_by=user).update(answered_by=None)
    for model, field in OWNERS:
        model.objects.filter(**{field: user}).update(**{field: None})
    if stays:
        return [gettext("Introductions of your organisations stay, without your name.")]
    return []


INTRODUCTIONS = PersonalData(
    export=export,
    erase=erase,
    held=_("Introductions that you proposed or answered, and what you said of them."),
    purpose=_("To bring organisations together, and to know what came of it."),
    seen_by=_("The two organisations and the community managers; your contact details, once both sides agree."),
    kept=_("As long as the campus follows what comes of its introductions."),
    removed=_("Your name and your contact details."),
    stays=_("That two organisations were introduced, and what came of it."),
)
