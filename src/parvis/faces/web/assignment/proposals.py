"""Proposals: ask for one, look at it, apply it or set it aside."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.jobs.models import Progress
from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import RunState
from parvis.domain.reviews.models import AssignmentRun, Reviewer
from parvis.domain.reviews.services.proposals import apply_run, discard_run, request_run
from parvis.faces.web.assignment.forms import ProposeForm
from parvis.faces.web.assignment.frame import frame, panel_or_404, say
from parvis.faces.web.assignment.rows import load_bars, pairs_by_application, proposal_rows
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Say what is looked for, and have it worked out."""
    panel = panel_or_404(request.user, panel_id)
    form = ProposeForm(request.POST) if request.method == "POST" else ProposeForm.of(panel)
    if request.method == "POST" and form.is_valid():
        try:
            run = request_run(actor=request.user, panel=panel, values=form.values())
        except InvalidInput as error:
            for name, sentences in error.fields.items():
                form.add_error(name, sentences)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            return redirect("assignment:proposal", panel.pk, run.pk)
    status = 422 if form.errors else 200
    return render(request, "web/assignment/propose.html", {"form": form} | frame(panel, "assignment"), status=status)


@require_safe
@signed_in
def proposal(request: SignedInRequest, panel_id: int, run_id: int) -> HttpResponse:
    """A proposal with its proof and its weak points; while it is worked out, how far it is, which htmx asks for."""
    panel = panel_or_404(request.user, panel_id)
    run = get_object_or_404(AssignmentRun.objects.filter(panel=panel), pk=run_id)
    context: dict[str, object] = {"run": run, "is_read": bool(run.summary)}
    if run.state == RunState.WAITING:
        context["progress"] = Progress.objects.filter(job_id=run.job_id or 0).first()
    if run.summary:
        page = Paginator(pairs_by_application(run), PER_PAGE).get_page(request.GET.get("page"))
        context |= proposal_rows(run) | {"page": page, "pairs": _named(list(page.object_list)), "bars": load_bars(run)}
    template = "web/assignment/_proposal.html" if request.htmx else "web/assignment/proposal.html"
    return render(request, template, context | frame(panel, "assignment"))


@require_POST
@signed_in
def apply(request: SignedInRequest, panel_id: int, run_id: int) -> HttpResponse:
    """Apply a proposal, where nothing changed since."""
    panel = panel_or_404(request.user, panel_id)
    run = get_object_or_404(AssignmentRun.objects.filter(panel=panel).select_related("panel__round__call"), pk=run_id)
    try:
        number = apply_run(actor=request.user, run=run)
    except ParvisError as error:
        say(request, error)
        return redirect("assignment:proposal", panel.pk, run.pk)
    sentence = ngettext("%(number)d pair was added.", "%(number)d pairs were added.", number) % {"number": number}
    messages.success(request, sentence)
    return redirect("assignment:assignment", panel.pk)


@require_POST
@signed_in
def discard(request: SignedInRequest, panel_id: int, run_id: int) -> HttpResponse:
    """Set a proposal aside."""
    panel = panel_or_404(request.user, panel_id)
    run = get_object_or_404(AssignmentRun.objects.filter(panel=panel).select_related("panel__round__call"), pk=run_id)
    try:
        discard_run(actor=request.user, run=run)
    except ParvisError as error:
        say(request, error)
    else:
        messages.success(request, _("The proposal is set aside; nothing has changed."))
    return redirect("assignment:assignment", panel.pk)


def _named(
    rows: list[tuple[int, list[tuple[int, float]]]],
) -> list[tuple[Application, list[tuple[Reviewer, float]]]]:
    """The pairs of one page with names, in two queries."""
    applications = Application.objects.select_related("organisation").in_bulk([pk for pk, _own in rows])
    reviewers = Reviewer.objects.in_bulk({pk for _application, own in rows for pk, _score in own})
    return [
        (applications[pk], [(reviewers[who], score) for who, score in own if who in reviewers])
        for pk, own in rows
        if pk in applications
    ]
