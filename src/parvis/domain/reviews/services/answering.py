"""The answer to an invitation; it is given by a form, never by following the link of the mail alone."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.tokens import hash_of
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.directory.selectors.people import person_of
from parvis.domain.reviews.enums import PanelState, ReviewerState
from parvis.domain.reviews.models import Reviewer
from parvis.domain.reviews.services.looking import ask_to_detect
from parvis.domain.reviews.services.mails import ANSWERED, tell_account
from parvis.domain.reviews.services.reviewers import clean_reviewer


def reviewer_by_token(token: str) -> Reviewer | None:
    """Whom a mailed link was sent to; None once it was replaced."""
    rows = Reviewer.objects.filter(token_hash=hash_of(token))
    return rows.select_related("panel__round__call", "user", "invited_by").first()


def can_answer(reviewer: Reviewer) -> bool:
    """True while the invitation waits for an answer, or was declined and the panel is not closed."""
    waits = reviewer.state in {ReviewerState.INVITED, ReviewerState.DECLINED}
    return waits and reviewer.panel.state != PanelState.CLOSED


def is_own_address(actor: User, reviewer: Reviewer) -> bool:
    """True when the invitation was sent to an address that the account has proved to be its own."""
    return bool(EmailAddress.objects.filter(user=actor, email=reviewer.email, verified=True).exists())


def accept_invitation(
    *, actor: User, token: str, values: Mapping[str, Any], is_other_address: bool = False
) -> Reviewer:
    """Join the panel, saying what one knows and how much one reads.

    `is_other_address` says that the account knows that the invitation was sent to another address than its own; the
    team is told so. Raises InvalidTransition when the link no longer works, InvalidInput by field.
    """
    reviewer = _waiting(token)
    other = not is_own_address(actor, reviewer)
    if other and not is_other_address:
        sentence = _("This invitation was sent to another address. Confirm that you take it up with this account.")
        raise InvalidInput(sentence, {"is_other_address": [sentence]})
    if Reviewer.objects.filter(panel=reviewer.panel_id, user=actor).exclude(pk=reviewer.pk).exists():
        raise InvalidTransition(_("You sit on this panel already, by another invitation."))
    cleaned = clean_reviewer({key: value for key, value in values.items() if key != "themes"})
    with transaction.atomic():
        answer = {"state": ReviewerState.ACCEPTED, "user": actor, "answered_at": clock.now(), **cleaned}
        _answer(reviewer, {**answer, "person": reviewer.person or person_of(actor)})
        reviewer.themes.set(values.get("themes", ()))
        _tell(reviewer, actor, {"accepted": True, "other_address": actor.email if other else ""})
        ask_to_detect(reviewer.panel)
    return reviewer


def decline_invitation(*, actor: User | None, token: str, reason: str = "") -> Reviewer:
    """Say no, with or without an account. Raises InvalidTransition when the link no longer works."""
    reviewer = _waiting(token)
    with transaction.atomic():
        _answer(reviewer, {"state": ReviewerState.DECLINED, "answered_at": clock.now()})
        _tell(reviewer, actor, {"accepted": False, "reason": reason.strip()[:1000]})
    return reviewer


def _waiting(token: str) -> Reviewer:
    reviewer = reviewer_by_token(token)
    if reviewer is None or not can_answer(reviewer):
        raise InvalidTransition(_("This invitation is no longer valid. Ask for a new one."))
    return reviewer


def _answer(reviewer: Reviewer, values: Mapping[str, Any]) -> None:
    """Write the answer, unless another one was given in the meantime."""
    if not Reviewer.objects.filter(pk=reviewer.pk, state=reviewer.state, token_hash=reviewer.token_hash).update(
        **values
    ):
        raise InvalidTransition(_("This invitation is no longer valid. Ask for a new one."))
    for name, value in values.items():
        setattr(reviewer, name, value)


def _tell(reviewer: Reviewer, actor: User | None, context: Mapping[str, Any]) -> None:
    verb = "reviews.invitation_accepted" if context["accepted"] else "reviews.invitation_declined"
    concerns = [reviewer.invited_by] if reviewer.invited_by else []
    record(actor=actor, verb=verb, target=reviewer, concerns=concerns)
    tell_account(reviewer.invited_by, ANSWERED, {"reviewer": reviewer, "panel": reviewer.panel, **context})
