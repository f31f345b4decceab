"""Calls for those who run them: list, new, one call with what remains to do, its texts and its state."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.calls import rules
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.selectors.calls import calls_managed_by, openness_of
from parvis.domain.calls.selectors.opening import steps_to_opening
from parvis.domain.calls.selectors.overview import figures_of, organisations_with_drafts
from parvis.domain.calls.services import calls as services
from parvis.domain.calls.services.copying import copy_call
from parvis.faces.web.calls.fields import add_problems
from parvis.faces.web.calls.forms import CallForm, CopyForm
from parvis.faces.web.calls.outlook import outlook_of
from parvis.faces.web.calls.shared import managed
from parvis.faces.web.calls.ways import ways_from
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.navigation import address_of

ACTS = {
    "open": services.open_call,
    "close": services.close_call,
    "archive": services.archive_call,
    "restore": services.restore_call,
}
DONE = {
    "open": gettext_lazy("The call is open."),
    "close": gettext_lazy("The call is closed."),
    "archive": gettext_lazy("The call is archived."),
    "restore": gettext_lazy("The call is among the closed ones again."),
}
OFFERED = {
    CallState.DRAFT: (("open", pgettext_lazy("call", "Open the call"), "primary"),),
    CallState.OPEN: (("close", pgettext_lazy("call", "Close the call"), "danger"),),
    CallState.CLOSED: (
        ("open", pgettext_lazy("call", "Open it again"), "secondary"),
        ("archive", pgettext_lazy("call", "Archive"), "quiet"),
    ),
    CallState.ARCHIVED: (("restore", pgettext_lazy("call", "Bring it back"), "secondary"),),
}


@signed_in
def team_calls(request: SignedInRequest) -> HttpResponse:
    """The calls that the actor runs, with their figures."""
    if not rules.can_manage_some_call(request.user):
        raise Http404
    rows = list(calls_managed_by(request.user).select_related("organiser").prefetch_related("rounds"))
    figures, now = figures_of(rows), clock.now()
    context = {
        "rows": [(outlook_of(openness_of(call, now), now), figures[call.pk]) for call in rows],
        "can_create": rules.can_create_call(request.user),
    }
    return render(request, "web/calls/team_calls.html", context)


@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """A new call."""
    if not rules.can_create_call(request.user):
        raise Http404
    form = CallForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            call = services.create_call(actor=request.user, values=form.values())
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The call is created as a draft. Here is what remains to do."))
            return redirect("calls:team_call", call.slug)
    return render(request, "web/calls/edit.html", {"form": form, "call": None})


@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """The texts and the frame."""
    call = managed(request, slug)
    form = CallForm(request.POST or None, actor=request.user, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_call(actor=request.user, call=call, values=form.values())
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The call is saved."))
            return redirect("calls:team_call", call.slug)
    return render(request, "web/calls/edit.html", {"form": form, "call": call})


@signed_in
def team_call(request: SignedInRequest, slug: str) -> HttpResponse:
    """One call: what remains before it opens, where it stands, and the ways to everything."""
    call = managed(request, slug)
    now = clock.now()
    context = {
        "call": call,
        "steps": [(step, _place_of(step.key, call.slug)) for step in steps_to_opening(call)],
        "figures": figures_of([call])[call.pk],
        "outlook": outlook_of(openness_of(call, now), now),
        "offered": OFFERED[CallState(call.state)],
        "drafts": organisations_with_drafts(call),
        "forms": address_of("forms:call", call.slug),
        "ways": ways_from(call),
        "can_remove": call.state == CallState.DRAFT and not call.opened_at,
        "can_appoint": rules.can_appoint_managers(request.user),
    }
    return render(request, "web/calls/team_call.html", context)


def _place_of(key: str, slug: str) -> str:
    """Where a step is done."""
    names = {"rounds": "rounds", "checklist": "points", "managers": "managers"}
    if key == "form":
        return address_of("forms:call", slug)
    return address_of(f"calls:{names.get(key, 'edit')}", slug)


@signed_in
def act(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Open, close, archive or restore; the page asks first."""
    call = managed(request, slug)
    offered = {key: (label, kind) for key, label, kind in OFFERED[CallState(call.state)]}
    if name not in ACTS or (request.method != "POST" and name not in offered):
        raise Http404
    if request.method == "POST":
        try:
            ACTS[name](actor=request.user, call=call)
        except InvalidInput as error:
            for sentence in error.fields["call"]:
                messages.error(request, sentence)
        except (InvalidTransition, Conflict) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(DONE[name]))
        return redirect("calls:team_call", call.slug)
    label, kind = offered[name]
    context = {"call": call, "name": name, "label": label, "kind": kind, "figures": figures_of([call])[call.pk]}
    return render(request, "web/calls/act.html", context)


@signed_in
def remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Remove a call that was never opened; the page asks first."""
    call = managed(request, slug)
    if request.method == "POST":
        try:
            services.remove_call(actor=request.user, call=call)
        except (InvalidTransition, Conflict) as error:
            messages.error(request, str(error))
            return redirect("calls:team_call", call.slug)
        messages.success(request, _("The call is removed."))
        return redirect("calls:team_calls")
    context = {"call": call, "name": "remove", "label": _("Remove the call"), "kind": "danger"}
    return render(request, "web/calls/act.html", {**context, "figures": figures_of([call])[call.pk]})


@signed_in
def copy(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new call from this one."""
    call = managed(request, slug)
    form = CopyForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = copy_call(
            actor=request.user,
            call=call,
            title_fr=data["title_fr"],
            title_en=data["title_en"],
            days=form.days(),
        )
        messages.success(request, _("The copy is a draft. Nothing of any applicant was copied."))
        return redirect("calls:team_call", found.slug)
    context = {"call": call, "form": form, "title": _("Copy the call")}
    return render(request, "web/calls/form_page.html", context)
