"""What stands around a call: rounds, points of the screening, managers, late accesses, reminders."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.calls import rules
from parvis.domain.calls.selectors.calls import is_usable, takes_applications
from parvis.domain.calls.selectors.overview import organisations_with_drafts
from parvis.domain.calls.services import checklist, draft_reminders, late_access, managers, rounds
from parvis.faces.web.calls.fields import add_problems
from parvis.faces.web.calls.forms import LateForm, ManagerForm, PointForm, ReminderForm, RoundForm
from parvis.faces.web.calls.shared import managed
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@signed_in
def rounds_of(request: SignedInRequest, slug: str) -> HttpResponse:
    """All rounds, and one more."""
    call = managed(request, slug)
    form = RoundForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            rounds.add_round(actor=request.user, call=call, values=form.values())
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The round is added."))
            return redirect("calls:rounds", call.slug)
    return render(request, "web/calls/rounds.html", {"call": call, "form": form})


@signed_in
def round_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One round."""
    call = managed(request, slug)
    one = get_object_or_404(call.rounds.select_related("call"), pk=pk)
    form = RoundForm(request.POST or None, call=call, one=one)
    if request.method == "POST" and form.is_valid():
        try:
            rounds.edit_round(actor=request.user, one=one, values=form.values())
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The round is saved."))
            return redirect("calls:rounds", call.slug)
    context = {"call": call, "form": form, "title": one.name or _("Round"), "back": "calls:rounds"}
    return render(request, "web/calls/form_page.html", context)


@signed_in
@require_POST
def round_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a round without applications."""
    call = managed(request, slug)
    try:
        rounds.remove_round(actor=request.user, one=get_object_or_404(call.rounds.select_related("call"), pk=pk))
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The round is removed."))
    return redirect("calls:rounds", call.slug)


@signed_in
def points(request: SignedInRequest, slug: str) -> HttpResponse:
    """The points of the screening, and one more."""
    call = managed(request, slug)
    form = PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        checklist.add_point(actor=request.user, call=call, **form.cleaned_data)
        messages.success(request, _("The point is added."))
        return redirect("calls:points", call.slug)
    return render(request, "web/calls/points.html", {"call": call, "form": form, "points": call.checklist.all()})


@signed_in
def point_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The words of one point."""
    call = managed(request, slug)
    point = get_object_or_404(call.checklist.select_related("call"), pk=pk)
    initial = {"label_fr": point.label_fr, "label_en": point.label_en}
    form = PointForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        checklist.edit_point(actor=request.user, point=point, **form.cleaned_data)
        messages.success(request, _("The point is saved."))
        return redirect("calls:points", call.slug)
    context = {"call": call, "form": form, "title": _("A point of the screening"), "back": "calls:points"}
    return render(request, "web/calls/form_page.html", context)


@signed_in
@require_POST
def point_act(request: SignedInRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """Move it up or down, or remove it."""
    call = managed(request, slug)
    point = get_object_or_404(call.checklist.select_related("call"), pk=pk)
    try:
        if name == "remove":
            checklist.remove_point(actor=request.user, point=point)
        else:
            checklist.move_point(actor=request.user, point=point, up=name == "up")
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("calls:points", call.slug)


@signed_in
def managers_of(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who runs the call for its organiser; programme managers name them."""
    call = managed(request, slug)
    can_appoint = rules.can_appoint_managers(request.user)
    form = ManagerForm(request.POST or None)
    if request.method == "POST" and can_appoint and form.is_valid():
        try:
            managers.add_manager(actor=request.user, call=call, **form.cleaned_data)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("This account runs the call now."))
            return redirect("calls:managers", call.slug)
    rows = call.managers.select_related("user").order_by("pk")
    return render(
        request, "web/calls/managers.html", {"call": call, "form": form, "rows": rows, "can_appoint": can_appoint}
    )


@signed_in
@require_POST
def manager_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take the call out of the hands of an account."""
    call = managed(request, slug)
    if not rules.can_appoint_managers(request.user):
        raise Http404
    row = get_object_or_404(call.managers.select_related("call", "user"), pk=pk)
    managers.remove_manager(actor=request.user, manager=row)
    messages.success(request, _("This account no longer runs the call."))
    return redirect("calls:managers", call.slug)


@signed_in
def late(request: SignedInRequest, slug: str) -> HttpResponse:
    """Late accesses, and one more."""
    call = managed(request, slug)
    form = LateForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            late_access.grant_late_access(actor=request.user, call=call, **form.cleaned_data)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The link is on its way."))
            return redirect("calls:late", call.slug)
    now = clock.now()
    found = call.late_accesses.select_related("round", "granted_by", "used_by")
    rows = [(row, is_usable(row, now)) for row in found]
    return render(request, "web/calls/late.html", {"call": call, "form": form, "rows": rows})


@signed_in
@require_POST
def late_revoke(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Make a link useless."""
    call = managed(request, slug)
    row = get_object_or_404(call.late_accesses.select_related("call", "used_by"), pk=pk)
    try:
        late_access.revoke_late_access(actor=request.user, late=row)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The link no longer works."))
    return redirect("calls:late", call.slug)


@signed_in
def remind(request: SignedInRequest, slug: str) -> HttpResponse:
    """Remind those who have a draft, without seeing it."""
    call = managed(request, slug)
    texts = {f"message_{code}": draft_reminders.message_of_reminder(call, code) for code in ("fr", "en")}
    form = ReminderForm(request.POST or None, initial=texts)
    if request.method == "POST" and form.is_valid():
        try:
            number = draft_reminders.remind_drafts(actor=request.user, call=call, **form.cleaned_data)
        except InvalidTransition as error:
            messages.error(request, str(error))
        else:
            sentence = ngettext("%(number)s draft was reminded.", "%(number)s drafts were reminded.", number)
            messages.success(request, sentence % {"number": number})
            return redirect("calls:team_call", call.slug)
    context = {
        "call": call,
        "form": form,
        "number": draft_reminders.to_remind(call),
        "takes": takes_applications(call, clock.now()),
        "drafts": organisations_with_drafts(call),
    }
    return render(request, "web/calls/remind.html", context)
