"""Who writes an application together."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.base.accounts.models import User
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.applying.selectors.colleagues import invitation_of, is_usable_invitation, waiting_of, writers_of
from parvis.domain.applying.services import colleagues as services
from parvis.domain.calls.enums import FormStage, Right
from parvis.domain.calls.models import Collaborator
from parvis.faces.web.applying.forms import InviteForm, RightForm
from parvis.faces.web.applying.shared import add_errors, may_submit, own_or_404, posted
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def colleagues(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who writes it, who is invited, who asks; a form to invite someone."""
    application = own_or_404(request.user, reference)
    manages = may_submit(request.user, application)
    form = InviteForm(posted(request))
    if request.method == "POST":
        if not manages:
            raise Http404
        if form.is_valid() and _invited(request, reference, form):
            return redirect("applying:colleagues", reference)
    waiting = waiting_of(application)
    context = {
        "application": application,
        "manages": manages,
        "form": form,
        "writers": writers_of(application),
        "invitations": [(row, is_usable_invitation(row)) for row in waiting if row.asked_at is None],
        "requests": [row for row in waiting if row.asked_at is not None],
    }
    return render(request, "web/applying/colleagues.html", context)


def _invited(request: SignedInRequest, reference: str, form: InviteForm) -> bool:
    application = own_or_404(request.user, reference)
    email, right = form.cleaned_data["email"], Right(form.cleaned_data["right"])
    try:
        services.invite_colleague(actor=request.user, application=application, email=email, right=right)
    except InvalidInput as error:
        add_errors(form, error)
        return False
    messages.success(request, _("The invitation is on its way."))
    return True


Act = Callable[[User, Collaborator, Right], None]
ACTS: dict[str, Act] = {
    "resend": lambda actor, row, _right: services.resend_invitation(actor=actor, colleague=row),
    "remove": lambda actor, row, _right: services.remove_colleague(actor=actor, colleague=row),
    "right": lambda actor, row, right: services.change_right(actor=actor, colleague=row, right=right),
    "let-in": lambda actor, row, right: services.let_in(actor=actor, colleague=row, right=right),
}


@require_POST
@signed_in
def change(request: SignedInRequest, reference: str, pk: int, act: str) -> HttpResponse:
    """Send again, take back, change a right, let someone in; or leave."""
    application = own_or_404(request.user, reference)
    row = get_object_or_404(Collaborator, pk=pk, application=application, removed_at=None)
    is_leaving = act == "remove" and row.user_id == request.user.pk
    if act not in ACTS or not (is_leaving or may_submit(request.user, application)):
        raise Http404
    form = RightForm(request.POST)
    right = Right(form.cleaned_data["right"]) if form.is_valid() else Right(row.right)
    try:
        ACTS[act](request.user, row, right)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _said(act, is_leaving=is_leaving))
    return redirect("applying:mine") if is_leaving else redirect("applying:colleagues", reference)


def _said(act: str, *, is_leaving: bool) -> str:
    if is_leaving:
        return _("You no longer write this application.")
    return {
        "resend": _("The invitation is on its way."),
        "remove": _("Done: the right is taken back."),
        "right": _("Saved."),
        "let-in": _("Your colleague can write the application now, and was told."),
    }[act]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a mail. Opening it does nothing; without an account one signs in or up first."""
    found = invitation_of(token)
    if found is None:
        return render(request, "web/applying/invitation_gone.html", status=404)
    if request.method != "POST":
        return render(request, "web/applying/invitation.html", {"invitation": found})
    if not request.user.is_authenticated:
        raise Http404
    try:
        application = services.accept_invitation(actor=request.user, token=token)
    except InvalidTransition:
        return render(request, "web/applying/invitation_gone.html", status=404)
    messages.success(request, _("Welcome: you write this application together now."))
    return redirect("applying:write", application.reference, FormStage.APPLICATION)
