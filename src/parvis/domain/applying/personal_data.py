"""What applications hold about someone: those they write, what they wrote in them, and invitations to write."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.base.forms.models import Answer, AnswerSheet
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.calls.models import Application, ApplicationVersion, Collaborator, LateAccess, Presence
from parvis.domain.calls.selectors.applications import applications_written_by, members_of

NEVER_SUBMITTED = Q(version=0, state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN))


def export(user: User) -> dict[str, Any]:
    """Applications that the account writes, what it submitted, and its invitations; forms give its answers."""
    invitations = Collaborator.objects.filter(Q(email__in=addresses_of(user)) | Q(user=user)).order_by("pk")
    return {
        "applications": list(
            applications_written_by(user)
            .order_by("pk")
            .values("reference", "call__title_fr", "organisation__name", "title", "state", "created_at", "submitted_at")
        ),
        "submitted": list(
            ApplicationVersion.objects.filter(submitted_by=user)
            .order_by("pk")
            .values("application__reference", "number", "submitted_at", "answers")
        ),
        "invitations": list(
            invitations.values(
                "application__reference", "email", "right", "invited_at", "asked_at", "accepted_at", "removed_at"
            )
        ),
    }


def erase(user: User) -> list[str]:
    """Remove invitations and traces of presence, and drafts that nobody else writes; what was submitted stays."""
    for application in Application.objects.filter(NEVER_SUBMITTED, created_by=user).select_related("sheet"):
        if members_of(application) in ([], [user]):
            remove_never_submitted(application)
    Presence.objects.filter(user=user).delete()
    Collaborator.objects.filter(Q(email__in=addresses_of(user)) | Q(user=user)).delete()
    stay = Application.objects.filter(Q(created_by=user) | Q(submitted_by=user)).exists()
    return (
        [_("Applications that you submitted or wrote with others stay with the call, without your name.")]
        if stay
        else []
    )


def remove_never_submitted(application: Application) -> None:
    """Remove a draft with everything that was written in it; its files go with the orphans of the day."""
    sheets = [application.sheet_id, *application.stage_sheets.values_list("sheet_id", flat=True)]
    LateAccess.objects.filter(application=application).update(application=None)
    application.delete()
    AnswerSheet.objects.filter(pk__in=sheets).delete()


def prune_drafts(before: dt.datetime) -> int:
    """Remove drafts in which nobody wrote since this moment and that were never submitted; returns how many."""
    written = Answer.objects.filter(sheet=OuterRef("sheet"), written_at__gte=before)
    rows = Application.objects.filter(NEVER_SUBMITTED, ~Exists(written), created_at__lt=before)
    old = list(rows.select_related("sheet"))
    for application in old:
        remove_never_submitted(application)
    return len(old)


APPLYING = PersonalData(
    export=export,
    erase=erase,
    held=gettext_lazy(
        "Applications that you write: your answers with their earlier texts, what you submitted, invitations to write, "
        "and, for two minutes, that you have an application open."
    ),
    purpose=gettext_lazy("So that you can apply with your colleagues, and the campus can justify its choice."),
    seen_by=gettext_lazy("You and those who write with you; once submitted, those who run the call and its reviewers."),
    kept=gettext_lazy("What was submitted, as long as the call; what never was, after the last change:"),
    retention="drafts",
    removed=gettext_lazy("Drafts that nobody else writes, and invitations that were sent to you."),
    stays=gettext_lazy("What was submitted to a call: it belongs to the organisation and to the selection."),
)
