"""The page behind the link of an invitation to review.

Opening it does nothing, so that programs that read mails do no harm: the answer is a form.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.base.accounts.models import User
from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.reviews.models import Reviewer
from parvis.domain.reviews.services.answering import (
    accept_invitation,
    can_answer,
    decline_invitation,
    is_own_address,
    reviewer_by_token,
)
from parvis.faces.web.layout.guards import to_sign_in
from parvis.faces.web.reviews.forms import AcceptForm
from parvis.faces.web.reviews.shared import add_errors, time_left


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What it is about; accept (with an account) or decline (without one, too)."""
    reviewer = reviewer_by_token(token)
    if reviewer is None or not can_answer(reviewer):
        is_theirs = reviewer is not None and reviewer.user_id is not None and reviewer.user_id == request.user.pk
        if reviewer is not None and is_theirs and reviewer.state == "accepted":
            return redirect("reviews:panel", reviewer.panel_id)
        return render(request, "web/reviews/invitation_gone.html", status=404)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and request.POST.get("answer") == "decline":
        return _decline(request, token, user)
    if request.method == "POST" and user is None:
        return to_sign_in(request)
    initial = {"language": reviewer.language, "max_load": reviewer.max_load, "expertise": reviewer.expertise}
    form = AcceptForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and user is not None and form.is_valid():
        answered = _accept(request, token, user, form)
        if answered is not None:
            return answered
    return render(request, "web/reviews/invitation.html", _context(reviewer, user, form))


def _context(reviewer: Reviewer, user: User | None, form: AcceptForm) -> dict[str, object]:
    return {
        "reviewer": reviewer,
        "panel": reviewer.panel,
        "call": reviewer.panel.round.call,
        "time_left": time_left(reviewer.panel.due_at),
        "form": form,
        "is_other": user is not None and not is_own_address(user, reviewer),
    }


def _accept(request: HttpRequest, token: str, user: User, form: AcceptForm) -> HttpResponse | None:
    """Join the panel; None where the form has to be shown again."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "is_other_address"}
    other = bool(form.cleaned_data.get("is_other_address"))
    try:
        reviewer = accept_invitation(actor=user, token=token, values=values, is_other_address=other)
    except InvalidInput as error:
        add_errors(form, error)
        return None
    except InvalidTransition as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("Thank you: you sit on the panel. This is where you will find your applications."))
    return redirect("reviews:panel", reviewer.panel_id)


def _decline(request: HttpRequest, token: str, user: User | None) -> HttpResponse:
    try:
        reviewer = decline_invitation(actor=user, token=token, reason=request.POST.get("reason", ""))
    except InvalidTransition:
        return render(request, "web/reviews/invitation_gone.html", status=404)
    return render(request, "web/reviews/invitation_declined.html", {"reviewer": reviewer, "panel": reviewer.panel})
