"""Where one is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parvis.base.accounts.selectors.sessions import sessions_of
from parvis.base.accounts.services.sessions import end_other_sessions, end_session
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@signed_in
def sessions(request: SignedInRequest) -> HttpResponse:
    """The sessions of the account, this one first."""
    found = sessions_of(request.user, current_key=request.session.session_key)
    return render(request, "web/account/sessions.html", {"sessions": found})


@signed_in
@require_POST
def end(request: SignedInRequest, session_id: int) -> HttpResponse:
    """End one session."""
    session = get_object_or_404(UserSession, user=request.user, pk=session_id)
    end_session(actor=request.user, session_id=session.pk)
    messages.success(request, _("The session has ended."))
    return redirect("account:sessions")


@signed_in
@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    """End all sessions but this one."""
    ended = end_other_sessions(actor=request.user, current_key=request.session.session_key)
    messages.success(
        request,
        ngettext("%(number)s other session has ended.", "%(number)s other sessions have ended.", ended)
        % {"number": ended},
    )
    return redirect("account:sessions")
