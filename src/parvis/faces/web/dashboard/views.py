"""The dashboard."""

from django.http import HttpResponse
from django.shortcuts import render

from parvis.base.accounts.enums import Role
from parvis.base.accounts.rules import roles_of
from parvis.faces.web.dashboard.registry import cards_for
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@signed_in
def dashboard(request: SignedInRequest) -> HttpResponse:
    """What waits for this account, card by card."""
    roles = [role.label for role in Role if role in roles_of(request.user)]
    return render(request, "web/dashboard/dashboard.html", {"cards": cards_for(request.user), "roles": roles})
