"""Begin an application: with one's own organisation, one of the directory, or a new one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.applying.selectors.late import own_late_access
from parvis.domain.applying.selectors.own import own_applications
from parvis.domain.applying.services.beginning import (
    AlreadyBegun,
    add_applicant,
    begin_application,
    current_application,
)
from parvis.domain.applying.services.colleagues import ask_to_join
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Call
from parvis.domain.calls.selectors.calls import calls_visible_to, openness_of, takes_applications
from parvis.domain.campus.selectors.own import own_organisations
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.naming import SURE, organisations_named, perhaps_known
from parvis.faces.web.applying.forms import NewApplicantForm
from parvis.faces.web.applying.shared import add_errors, page_of_call, posted
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

FOUND = "found"
LONGEST = 300


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose the organisation for which one applies; what one types is looked for in the directory."""
    call = _call_or_404(request, slug)
    if request.method == "POST":
        number = request.POST.get("organisation", "")
        chosen = Organisation.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
        if chosen is not None:
            return _begun(request, call, chosen)
        messages.warning(request, _("Choose the organisation for which you apply."))
        return redirect("applying:begin", slug)
    text = " ".join(request.GET.get("name", "")[:LONGEST].split())
    mine = [own.organisation for own in own_organisations(request.user)]
    found = organisations_named(text, exclude=[one.pk for one in mine]) if len(text) > 1 else []
    context = {"call": call, "text": text, "found": found}
    if request.headers.get("HX-Target") == FOUND:
        return render(request, "web/applying/_found.html", context)
    context |= {"mine": mine, "openness": _openness(request, call), "late": own_late_access(request.user, call)}
    context["begun"] = own_applications(request.user).filter(call=call)
    return page_of_call(request, call, "web/applying/begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Enter an organisation that the directory does not know; those that look the same are shown first."""
    call = _call_or_404(request, slug)
    form = NewApplicantForm(posted(request), initial={"name": request.GET.get("name", "")[:LONGEST]})
    duplicates = []
    if request.method == "POST" and form.is_valid():
        values, numbers = form.values(), form.numbers()
        duplicates = perhaps_known(values["name"], values["city"], numbers, least=SURE)
        if not duplicates or "anyway" in request.POST:
            try:
                late = own_late_access(request.user, call)
                made = add_applicant(actor=request.user, call=call, values=values, numbers=numbers, late_access=late)
            except InvalidInput as error:
                add_errors(form, error)
            except (Conflict, InvalidTransition) as error:
                form.add_error(None, str(error))
            else:
                return _begun(request, call, made)
    return render(request, "web/applying/new.html", {"call": call, "form": form, "duplicates": duplicates})


@require_POST
@signed_in
def join(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask those who have begun an application of this organisation to let one in."""
    call = _call_or_404(request, slug)
    present = current_application(call, get_object_or_404(Organisation, pk=pk))
    if present is None:
        raise Http404
    try:
        ask_to_join(actor=request.user, application=present)
    except (Conflict, InvalidInput) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Your colleagues were told. You get a mail once they let you in."))
    return redirect("applying:mine")


def _begun(request: SignedInRequest, call: Call, organisation: Organisation) -> HttpResponse:
    """To the draft; or what to do where it is of others, or where the call takes none."""
    late = own_late_access(request.user, call)
    try:
        application = begin_application(actor=request.user, call=call, organisation=organisation, late_access=late)
    except AlreadyBegun:
        context = {"call": call, "organisation": organisation}
        return render(request, "web/applying/already_begun.html", context, status=409)
    except (InvalidTransition, Conflict) as error:
        messages.error(request, str(error))
        return redirect("applying:begin", call.slug)
    return redirect("applying:write", application.reference, FormStage.APPLICATION)


def _call_or_404(request: SignedInRequest, slug: str) -> Call:
    rows = calls_visible_to(request.user).select_related("organiser").prefetch_related("rounds")
    return get_object_or_404(rows, slug=slug)


def _openness(request: SignedInRequest, call: Call) -> dict[str, object]:
    """Whether one can begin now, and until when."""
    now = clock.now()
    late = own_late_access(request.user, call)
    openness = openness_of(call, now)
    return {
        "takes": takes_applications(call, now, late),
        "closes_at": late.until if late else openness.closes_at,
        "next": openness.next,
    }
