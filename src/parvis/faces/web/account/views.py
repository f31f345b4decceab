"""One's own account: profile, reading, address, roles, security."""

from typing import cast

from allauth.account.models import EmailAddress
from allauth.core.ratelimit import consume, respond_429
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from parvis.base.accounts.enums import Role
from parvis.base.accounts.selectors.email_changes import change_by_token, open_change_of
from parvis.base.accounts.services import email_change, profile, roles
from parvis.base.accounts.tokens import hash_of
from parvis.core.errors import Conflict, InvalidInput
from parvis.faces.web.account.confirmation import ConfirmByCode, confirmed
from parvis.faces.web.account.forms import EmailForm, ProfileForm, ReadingForm
from parvis.faces.web.layout.context import APPEARANCE_COOKIE
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.views import A_YEAR

confirm_by_code = signed_in(ConfirmByCode.as_view())


@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    """Name, language and appearance, roles."""
    profile_form = ProfileForm(initial={"name": request.user.name})
    if request.method == "POST":
        profile_form = ProfileForm(request.POST)
        if profile_form.is_valid():
            profile.edit_profile(actor=request.user, name=profile_form.cleaned_data["name"])
            messages.success(request, _("Your name is saved."))
            return redirect("account:account")
    return _account_page(request, profile_form, ReadingForm(initial=_reading_of(request)))


def _reading_of(request: SignedInRequest) -> dict[str, str]:
    return {"language": request.user.language or settings.LANGUAGE_CODE, "appearance": request.user.appearance}


def _account_page(request: SignedInRequest, profile_form: ProfileForm, reading_form: ReadingForm) -> HttpResponse:
    held = [(grant.role, grant.get_role_display()) for grant in request.user.role_grants.order_by("role")]
    context = {"profile_form": profile_form, "reading_form": reading_form, "roles": held}
    return render(request, "web/account/account.html", context)


@signed_in
@require_POST
def reading(request: SignedInRequest) -> HttpResponse:
    """Language and appearance: kept with the account, and by this browser."""
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return _account_page(request, ProfileForm(initial={"name": request.user.name}), form)
    profile.choose_reading(actor=request.user, **form.cleaned_data)
    with override(request.user.language):
        messages.success(request, _("Your choice is saved."))
    response = redirect("account:account")
    for cookie, value in (
        (settings.LANGUAGE_COOKIE_NAME, request.user.language),
        (APPEARANCE_COOKIE, request.user.appearance),
    ):
        response.set_cookie(cookie, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@signed_in
@require_POST
def leave_role(request: SignedInRequest, role: str) -> HttpResponse:
    """Give back a role that one holds."""
    if role not in Role.values:
        raise Http404
    try:
        roles.revoke_role(actor=request.user, user=request.user, role=Role(role))
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You no longer hold this role."))
    return redirect("account:account")


@signed_in
def security(request: SignedInRequest) -> HttpResponse:
    """How one signs in: password, passkeys, second factors, outside accounts."""
    factors = list(Authenticator.objects.filter(user=request.user).order_by("pk"))
    context = {
        "passkeys": [factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "has_totp": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "codes": next((f.wrap() for f in factors if f.type == Authenticator.Type.RECOVERY_CODES), None),
        "outside_accounts": SocialAccount.objects.filter(user=request.user),
        "oidc": settings.OIDC,
    }
    return render(request, "web/account/security.html", context)


@confirmed
def address(request: HttpRequest) -> HttpResponseBase:
    """The address of the account, and a change of it that is under way."""
    own = cast("SignedInRequest", request)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not consume(request, action="manage_email"):
            too_often: HttpResponse = respond_429(request)
            return too_often
        try:
            email_change.request_email_change(actor=own.user, new_email=form.cleaned_data["email"])
        except InvalidInput as error:
            form.add_error("email", error.fields["email"])
        else:
            return redirect("account_email")
    context = {
        "form": form,
        "change": open_change_of(own.user),
        "is_verified": EmailAddress.objects.filter(user=own.user, email=own.user.email, verified=True).exists(),
    }
    return render(request, "web/account/address.html", context)


@signed_in
@require_POST
def cancel_address_change(request: SignedInRequest) -> HttpResponse:
    """Stop the change that is under way."""
    try:
        email_change.cancel_own_email_change(actor=request.user)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The change of address is stopped."))
    return redirect("account_email")


def address_link(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: opening it shows a button, for mail scanners open links; the button confirms or stops."""
    change = change_by_token(token)
    if change is None:
        return render(request, "web/account/link_expired.html", status=410)
    outcome = ""
    if request.method == "POST":
        try:
            if "stop" in request.POST:
                email_change.cancel_email_change(token=token)
                outcome = "stopped"
            else:
                change = email_change.confirm_email_change(token=token)
                outcome = "changed" if change.ended_at else "half"
        except Conflict as error:
            messages.error(request, str(error))
            outcome = "failed"
    is_old = hash_of(token) == change.old_token_hash
    is_done = bool(change.old_confirmed_at if is_old else change.new_confirmed_at)
    context = {"change": change, "outcome": outcome, "is_old": is_old, "is_done": is_done}
    return render(request, "web/account/address_link.html", context)
