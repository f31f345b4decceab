"""Rights over an organisation, and invitations to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access
from parvis.domain.directory.selectors.accesses import accesses_of
from parvis.domain.directory.services.access import change_access, remove_access
from parvis.domain.stewardship.models import Invitation
from parvis.domain.stewardship.selectors.invitations import invitation_by_token, invitations_of
from parvis.domain.stewardship.services.invitations import (
    accept_invitation,
    invite,
    is_usable,
    resend_invitation,
    revoke_invitation,
)
from parvis.faces.web.directory_edit.forms.requests import AcceptForm, InvitationForm, LevelForm
from parvis.faces.web.directory_edit.shared import add_errors, frame, manageable_or_404, organisation_or_404, posted
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def access(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who has which right; a form to invite someone."""
    organisation = manageable_or_404(request.user, slug)
    form = InvitationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            level = AccessLevel(form.cleaned_data["level"])
            invite(actor=request.user, organisation=organisation, email=form.cleaned_data["email"], level=level)
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("directory_edit:access", slug)
    context = {
        **frame(request.user, organisation, "access"),
        "form": form,
        "accesses": [(row, level_form(row)) for row in accesses_of(organisation)],
        "invitations": [(row, is_usable(row)) for row in invitations_of(organisation)],
    }
    return render(request, "web/directory_edit/access.html", context)


def level_form(row: Access) -> LevelForm:
    """The right of one account, to be changed."""
    return LevelForm(initial={"level": row.level}, prefix=str(row.pk))


@require_POST
@signed_in
def change(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Change a right."""
    organisation = manageable_or_404(request.user, slug)
    row = get_object_or_404(Access, pk=pk, organisation=organisation)
    form = LevelForm(request.POST, prefix=str(pk))
    try:
        if form.is_valid():
            change_access(actor=request.user, access=row, level=AccessLevel(form.cleaned_data["level"]))
            messages.success(request, _("Saved."))
    except (InvalidInput, Conflict) as error:
        messages.error(request, str(error))
    return redirect("directory_edit:access", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a right away, or give up one's own; asks first."""
    organisation = organisation_or_404(slug)
    row = get_object_or_404(Access.objects.select_related("user"), pk=pk, organisation=organisation)
    if row.user_id != request.user.pk:
        manageable_or_404(request.user, slug)
    if request.method == "POST":
        try:
            remove_access(actor=request.user, access=row)
        except (InvalidInput, Conflict) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The right is taken away."))
        is_own = row.user_id == request.user.pk
        return redirect("directory_edit:mine") if is_own else redirect("directory_edit:access", slug)
    context = {**frame(request.user, organisation, "access"), "access": row}
    return render(request, "web/directory_edit/access_remove.html", context)


@require_POST
@signed_in
def resend(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    organisation = manageable_or_404(request.user, slug)
    invitation = get_object_or_404(Invitation, pk=pk, organisation=organisation)
    try:
        resend_invitation(actor=request.user, invitation=invitation)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The invitation is on its way."))
    return redirect("directory_edit:access", slug)


@require_POST
@signed_in
def revoke(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Make the link of an invitation useless."""
    organisation = manageable_or_404(request.user, slug)
    invitation = get_object_or_404(Invitation, pk=pk, organisation=organisation)
    try:
        revoke_invitation(actor=request.user, invitation=invitation)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The invitation is revoked."))
    return redirect("directory_edit:access", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a mail. Opening it does nothing, so that programs that read mails do no harm.

    Without an account one signs in or up first, and comes back here.
    """
    found = invitation_by_token(token)
    if found is None:
        return render(request, "web/directory_edit/invitation_gone.html", status=404)
    is_other = request.user.is_authenticated and request.user.email.lower() != found.email
    form = AcceptForm(posted(request))
    if request.method == "POST":
        return _accept(request, token, form, {"invitation": found, "form": form, "is_other": is_other})
    context = {"invitation": found, "form": form, "is_other": is_other}
    return render(request, "web/directory_edit/invitation.html", context)


def _accept(request: HttpRequest, token: str, form: AcceptForm, context: dict[str, object]) -> HttpResponse:
    if not request.user.is_authenticated:
        raise Http404
    form.is_valid()
    try:
        other = bool(form.cleaned_data.get("is_other_address"))
        organisation = accept_invitation(actor=request.user, token=token, is_other_address=other)
    except InvalidInput as error:
        add_errors(form, error)
        return render(request, "web/directory_edit/invitation.html", context)
    except InvalidTransition:
        return render(request, "web/directory_edit/invitation_gone.html", status=404)
    messages.success(request, _("Welcome: you can now take care of %(name)s.") % {"name": organisation})
    return redirect("directory_edit:mine")
