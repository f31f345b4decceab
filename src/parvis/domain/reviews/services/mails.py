"""Mails of panels, each in the language of its reader."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from parvis.base.accounts.models import User
from parvis.base.messaging.services.send import send_mail
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Assignment, Panel, Reviewer
from parvis.domain.reviews.selectors.panels import sitting_reviewers
from parvis.domain.reviews.selectors.reviewing import standing

INVITED = "reviews/mail/reviewer_invited"
ANSWERED = "reviews/mail/reviewer_answered"
REMINDER = "reviews/mail/reviewer_reminded"
DIGEST = "reviews/mail/discussion_digest"
STATES = {
    PanelState.DECLARING: "reviews/mail/panel_declaring",
    PanelState.DISCUSSING: "reviews/mail/panel_discussing",
}
"""What reviewers are told when a panel reaches a state; what they were given to read, `telling` says."""


def tell_reviewer(reviewer: Reviewer, template: str, context: Mapping[str, Any] | None = None) -> None:
    """Write to a reviewer; answers go to nobody in particular, so the mail names the panel."""
    language = reviewer.user.language if reviewer.user and reviewer.user.language else reviewer.language
    send_mail(
        to=reviewer.email,
        template=template,
        language=language,
        context={"reviewer": reviewer, "panel": reviewer.panel, **(context or {})},
        kind=template.replace("/mail/", "."),
    )


def tell_account(user: User | None, template: str, context: Mapping[str, Any]) -> None:
    """Write to an account; nothing for nobody and for accounts that are closed."""
    if user is not None and user.is_active:
        send_mail(
            to=user.email,
            template=template,
            language=user.language or settings.LANGUAGE_CODE,
            context={"reader": user, **context},
            kind=template.replace("/mail/", "."),
        )


def tell_state(panel: Panel) -> None:
    """Tell each reviewer what they can do now; who was given nothing to read learns of no discussion."""
    template = STATES.get(PanelState(panel.state))
    if template is None:
        return
    reviewers = sitting_reviewers(panel).select_related("user", "panel__round__call").order_by("id")
    if panel.state != PanelState.DECLARING:
        given = standing(Assignment.objects.filter(reviewer__panel=panel))
        reviewers = reviewers.filter(pk__in=given.values("reviewer_id"))
    for reviewer in reviewers:
        tell_reviewer(reviewer, template)
