"""One import: how far it is, what may be done with it, and doing it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.base.jobs.models import Job
from parvis.base.jobs.services import queue
from parvis.core.errors import ParvisError
from parvis.domain.directory.selectors.hanging import reason_name
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.selectors import runs
from parvis.domain.sources.selectors.changes import overview_of
from parvis.domain.sources.selectors.undoing import forecast
from parvis.domain.sources.services import requests
from parvis.faces.web.layout.guards import SignedInRequest, team_only


@require_GET
@team_only
def run(request: SignedInRequest, run_id: int) -> HttpResponse:
    """One import in its state, with what may be done next. htmx asks for the changing part alone."""
    found = _run(request, run_id)
    context = {
        "run": found,
        "name": runs.name_of(found.source),
        "how_far": runs.how_far(found),
        "kinds": overview_of(found).kinds,
        "figures": runs.figures_of(found),
        "skipped": runs.skipped_of(found),
        "steps": runs.next_steps(found),
    }
    template = "web/imports/_run.html" if request.htmx else "web/imports/run.html"
    return render(request, template, context)


@require_POST
@team_only
def apply(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Apply a staged import, or one that was rolled back."""
    found, accepts = _run(request, run_id), request.POST.get("skip_bad") == "on"
    return _done(request, found, lambda: requests.request_apply(actor=request.user, run=found, skip_bad=accepts))


@require_POST
@team_only
def discard(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Set a staged import aside."""
    found = _run(request, run_id)
    return _done(request, found, lambda: requests.discard(actor=request.user, run=found))


@require_POST
@team_only
def cancel(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Stop the job of an import; nothing of it is written then."""
    found = _run(request, run_id)
    job = get_object_or_404(Job, pk=found.job_id)
    return _done(request, found, lambda: queue.cancel(actor=request.user, job=job), _("The job is being cancelled."))


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def roll_back(request: SignedInRequest, run_id: int) -> HttpResponseBase:
    """Say in numbers what a roll back would do, and ask for it."""
    found = _run(request, run_id)
    if request.method == "POST":
        return _done(request, found, lambda: requests.request_roll_back(actor=request.user, run=found))
    problem = requests.why_not_roll_back(found)
    expected = None if problem else forecast(found)
    context = {
        "run": found,
        "name": runs.name_of(found.source),
        "problem": problem,
        "forecast": expected,
        "reasons": [(reason_name(reason), number) for reason, number in expected.reasons] if expected else [],
    }
    return render(request, "web/imports/roll_back.html", context)


def _run(request: SignedInRequest, run_id: int) -> ImportRun:
    return runs.at_rest([get_object_or_404(runs.runs_visible_to(request.user), pk=run_id)])[0]


def _done(request: SignedInRequest, found: ImportRun, act: Callable[[], None], sentence: str = "") -> HttpResponse:
    """Back to the page of the import, with a sentence where it was refused."""
    try:
        act()
    except ParvisError as error:
        messages.error(request, str(error))
    else:
        if sentence:
            messages.success(request, sentence)
    return redirect("imports:run", found.pk)
