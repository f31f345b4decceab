"""Accounts and roles: list, give and take roles, deactivate, invite."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.base.accounts import rules
from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import TeamInvitation, User
from parvis.base.accounts.selectors.members import MemberFilters, members_visible_to, open_invitations
from parvis.base.accounts.services import invitations, roles
from parvis.base.accounts.services.members import deactivate_account, reactivate_account
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.faces.web.layout.guards import SignedInRequest, role_required
from parvis.faces.web.members.forms import FilterForm, InviteForm

PER_PAGE = 30
administrators_only = role_required(Role.ADMINISTRATOR)


@administrators_only
def members(request: SignedInRequest) -> HttpResponse:
    """All accounts, with search and filters; the list alone for htmx."""
    form = FilterForm(request.GET)
    page = Paginator(members_visible_to(request.user, form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "invitations": open_invitations(request.user)}
    return render(request, "web/members/_list.html" if request.htmx else "web/members/members.html", context)


def _member(request: SignedInRequest, user_id: int) -> User:
    return get_object_or_404(members_visible_to(request.user, MemberFilters()), pk=user_id)


@administrators_only
def member(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One account and its roles."""
    user = _member(request, user_id)
    held = {grant.role: grant for grant in user.role_grants.select_related("granted_by")}
    context = {
        "member": user,
        "roles": [(role.value, role.label, held.get(role.value)) for role in Role],
        "can_change": rules.can_change_roles(request.user, user),
        "can_deactivate": rules.can_deactivate(request.user, user),
    }
    return render(request, "web/members/member.html", context)


@administrators_only
@require_POST
def grant(request: SignedInRequest, user_id: int, role: str) -> HttpResponse:
    """Give a role."""
    user = _member(request, user_id)
    try:
        roles.grant_role(actor=request.user, user=user, role=_role(role))
    except (NotAllowed, Conflict) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is given."))
    return redirect("members:member", user.pk)


@administrators_only
@require_POST
def revoke(request: SignedInRequest, user_id: int, role: str) -> HttpResponse:
    """Take a role away."""
    user = _member(request, user_id)
    try:
        roles.revoke_role(actor=request.user, user=user, role=_role(role))
    except (NotAllowed, Conflict) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is taken away."))
    return redirect("members:member", user.pk)


def _role(text: str) -> Role:
    if text not in Role.values:
        raise Http404
    return Role(text)


@administrators_only
@require_POST
def deactivate(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Close an account."""
    user = _member(request, user_id)
    try:
        deactivate_account(actor=request.user, user=user)
    except (NotAllowed, Conflict) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The account is deactivated, and its sessions have ended."))
    return redirect("members:member", user.pk)


@administrators_only
@require_POST
def reactivate(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Open an account again."""
    user = _member(request, user_id)
    try:
        reactivate_account(actor=request.user, user=user)
    except (NotAllowed, Conflict) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The account is active again."))
    return redirect("members:member", user.pk)


@administrators_only
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite someone to the team by mail."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            invitations.invite_to_team(actor=request.user, email=email, role=role)
        except InvalidInput as error:
            form.add_error("email", error.fields["email"])
        else:
            messages.success(request, _("The invitation is on its way to %(address)s.") % {"address": email})
            return redirect("members:members")
    return render(request, "web/members/invite.html", {"form": form})


@administrators_only
@require_POST
def revoke_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Make a mailed invitation useless."""
    invitation = get_object_or_404(TeamInvitation, pk=invitation_id)
    try:
        invitations.revoke_invitation(actor=request.user, invitation=invitation)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is revoked."))
    return redirect("members:members")
