"""What needs, offers and opportunities hold about someone."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.domain.needs.models import Interest, Notice, OpportunityImport, Report

OWNERS: tuple[tuple[Any, str], ...] = (
    (Notice, "created_by"),
    (Report, "settled_by"),
    (Interest, "said_by"),
    (OpportunityImport, "staged_by"),
)
"""Who wrote something for an organisation or the campus: the thing stays, the name goes."""


def export(user: User) -> dict[str, Any]:
    """Needs and offers that they wrote or in which they are the one to talk to, reports, interests, imports."""
    return {
        "notices": list(
            Notice.objects.filter(Q(created_by=user) | Q(person__account=user))
            .order_by("pk")
            .values("organisation__name", "side", "kind", "title", "text", "person__name", "state", "created_at")
        ),
        "reports": list(
            Report.objects.filter(reported_by=user).order_by("pk").values("notice__title", "reason", "reported_at")
        ),
        "interests": list(
            Interest.objects.filter(said_by=user)
            .order_by("pk")
            .values("opportunity__title", "organisation__name", "role", "text", "said_at")
        ),
        "imports": list(
            OpportunityImport.objects.filter(staged_by=user).order_by("pk").values("file_name", "state", "staged_at")
        ),
    }


def erase(user: User) -> list[str]:
    """Remove what they reported, and take the name off the rest, which belongs to organisations."""
    stays = any(model.objects.filter(**{field: user}).exists() for model, field in OWNERS)
    Report.objects.filter(reported_by=user).delete()
    Notice.objects.filter(person__account=user).update(person=None)
    for model, field in OWNERS:
        model.objects.filter(**{field: user}).update(**{field: None})
    if stays:
        return [
            gettext("Needs, offers and interests stay with the organisations for which you wrote, without your name.")
        ]
    return []


NOTICES = PersonalData(
    export=export,
    erase=erase,
    held=_("Needs and offers that you wrote or that name you, what you reported, and interests that you said."),
    purpose=_("To bring organisations together that look for each other, and to keep what is shown here honest."),
    seen_by=_("Those for whom the need or offer is; who reported something, only the campus team."),
    kept=_("As long as the organisation keeps the need or offer; your reports until you close your account."),
    removed=_("Your reports, and your name as the person to talk to."),
    stays=_("Needs, offers and interests of organisations, without your name."),
)
