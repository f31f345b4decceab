"""Imports of projects: give the files of a register, see what they would change, apply, roll back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.jobs.models import Job
from parvis.base.jobs.services import queue
from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.projects.models import ProjectImport
from parvis.domain.projects.selectors import imports as selectors
from parvis.domain.projects.services import rollback, staging
from parvis.domain.projects.services.states import settle
from parvis.domain.projects.workflow import BUSY
from parvis.faces.web.imports.project_forms import ProjectImportForm
from parvis.faces.web.layout.guards import SignedInRequest, team_only

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def projects(request: SignedInRequest) -> HttpResponseBase:
    """The form that takes the two files of a register, and the imports that were made."""
    form = ProjectImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        files = (values["projects"], values["participations"])
        try:
            run = staging.start_import(actor=request.user, source=values["source"], files=files, as_of=values["as_of"])
        except InvalidInput as error:
            form.add_error(None, str(error))
        else:
            return redirect("imports:project_run", run.pk)
    page = Paginator(selectors.imports_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": [(run, selectors.name_of(run.source)) for run in page]}
    return render(request, "web/imports/projects.html", context, status=422 if form.errors else 200)


@require_safe
@team_only
def run(request: SignedInRequest, run_id: int) -> HttpResponse:
    """One import in its state: what it changes, what may be done next; htmx asks for the changing part alone."""
    found = _run(request, run_id)
    kinds = selectors.kinds_of(found)
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in {kind for kind, _label, _number in kinds} else next((kind[0] for kind in kinds), "")
    page = Paginator(selectors.changes_of(found, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": found,
        "name": selectors.name_of(found.source),
        "is_busy": found.state in BUSY,
        "job": Job.objects.select_related("progress").filter(pk=found.job_id or 0).first(),
        "kinds": kinds,
        "figures": selectors.figures_of(found),
        "chosen": chosen,
        "page": page,
        "rows": [selectors.in_words(change) for change in page],
        "refused": found.refused[:PER_PAGE],
        "steps": selectors.next_steps(found),
    }
    return render(request, "web/imports/_project_run.html" if request.htmx else "web/imports/project_run.html", context)


@require_POST
@team_only
def apply(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Apply a staged import, or one that was rolled back."""
    found, accepts = _run(request, run_id), request.POST.get("skip_bad") == "on"
    return _done(request, found, lambda: staging.request_apply(actor=request.user, run=found, skip_bad=accepts))


@require_POST
@team_only
def discard(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Set a staged import aside."""
    found = _run(request, run_id)
    return _done(request, found, lambda: staging.discard(actor=request.user, run=found))


@require_POST
@team_only
def cancel(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Stop the job of an import; nothing of it is written then."""
    found = _run(request, run_id)
    job = get_object_or_404(Job, pk=found.job_id or 0)
    return _done(request, found, lambda: queue.cancel(actor=request.user, job=job), _("The job is being cancelled."))


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def roll_back(request: SignedInRequest, run_id: int) -> HttpResponseBase:
    """Say what a roll back would do, and ask for it."""
    found = _run(request, run_id)
    if request.method == "POST":
        return _done(request, found, lambda: rollback.request_roll_back(actor=request.user, run=found))
    context = {
        "run": found,
        "name": selectors.name_of(found.source),
        "problem": selectors.why_not_roll_back(found),
        "kinds": {kind: number for kind, _label, number in selectors.kinds_of(found)},
    }
    return render(request, "web/imports/project_roll_back.html", context)


def _run(request: SignedInRequest, run_id: int) -> ProjectImport:
    found = get_object_or_404(selectors.imports_visible_to(request.user), pk=run_id)
    settle(found)
    return found


def _done(request: SignedInRequest, found: ProjectImport, act: Callable[[], None], sentence: str = "") -> HttpResponse:
    """Back to the page of the import, with a sentence where it was refused."""
    try:
        act()
    except ParvisError as error:
        messages.error(request, str(error))
    else:
        if sentence:
            messages.success(request, sentence)
    return redirect("imports:project_run", found.pk)
