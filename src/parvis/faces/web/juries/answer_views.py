"""What an applicant reads of a decision, and how they answer it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.domain.calls.enums import Right
from parvis.domain.calls.standing import right_over
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision
from parvis.domain.cohorts.selectors.cohorts import cohorts_of
from parvis.domain.cohorts.selectors.letters import letters_read_by
from parvis.domain.cohorts.services.answers import confirm_acceptance, decline_acceptance
from parvis.faces.web.juries.guards import attempt
from parvis.faces.web.juries.letter_forms import WordForm
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


def _decision(request: SignedInRequest, pk: int) -> Decision:
    rows = Decision.objects.select_related("application__organisation", "application__call", "jury__round__call")
    found = get_object_or_404(rows, pk=pk)
    if not rules.can_read_decision(request.user, found):
        raise Http404
    return found


@require_safe
@signed_in
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The decision, its letter, and, for who is accepted, the question; reading changes nothing."""
    found = _decision(request, pk)
    application = found.application
    is_promoted = found.state == DecisionState.PENDING
    is_answerable = found.outcome == Outcome.ACCEPT and found.state == DecisionState.NOTIFIED
    is_late = found.confirm_by is not None and clock.now() >= found.confirm_by
    may_answer = right_over(request.user, application) == Right.SUBMIT
    with timezone.override(ZoneInfo(application.call.timezone)):
        context = {
            "decision": found,
            "application": application,
            "organisation": application.organisation,
            "call": application.call,
            "outcome": Outcome.WAITLIST if is_promoted else found.outcome,
            "letter": letters_read_by(found, request.user.pk).first(),
            "can_confirm": is_answerable and may_answer and not is_late,
            "can_decline": may_answer
            and found.outcome == Outcome.ACCEPT
            and found.state in {DecisionState.NOTIFIED, DecisionState.CONFIRMED},
            "awaits_colleague": is_answerable and not may_answer and not is_late,
            "is_late": is_answerable and is_late,
            "cohorts": cohorts_of(application.organisation),
            "form": WordForm(),
        }
        return render(request, "web/juries/answer.html", context)


@require_POST
@signed_in
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the place."""
    return _answer(request, pk, confirm_acceptance, _("Your place is confirmed. Welcome!"))


@require_POST
@signed_in
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the place back."""
    return _answer(request, pk, decline_acceptance, _("Your place is given back. Thank you for telling us."))


def _answer(request: SignedInRequest, pk: int, act: Callable[..., Decision], sentence: str) -> HttpResponse:
    found = _decision(request, pk)
    word = WordForm(request.POST).said()
    attempt(request, lambda: act(actor=request.user, decision=found, word=word), sentence)
    return redirect("juries:answer", found.pk)
