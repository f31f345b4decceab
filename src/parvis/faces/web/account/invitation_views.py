"""The mailed invitation to the campus team."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.selectors.members import invitation_by_token_hash
from parvis.base.accounts.services.invitations import accept_invitation
from parvis.base.accounts.tokens import hash_of
from parvis.core.errors import Conflict, NotAllowed
from parvis.faces.web.layout.guards import to_sign_in


def team_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Says who invites to what; a button accepts. Whoever has no account signs up from here."""
    invitation = invitation_by_token_hash(hash_of(token))
    if invitation is None:
        return render(request, "web/account/link_expired.html", status=410)
    user = request.user
    if request.method == "POST" and not isinstance(user, User):
        return to_sign_in(request)
    if request.method == "POST" and isinstance(user, User):
        try:
            accept_invitation(actor=user, token=token)
        except (Conflict, NotAllowed) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Welcome to the team."))
            return redirect("account:account")
    if not user.is_authenticated:
        # Whoever holds the link reads this mailbox: a sign-up from here needs no second proof, and is open.
        request.session["account_verified_email"] = invitation.email
    return render(request, "web/account/team_invitation.html", {"invitation": invitation})
