"""Background jobs: list, one job, cancel, start again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.base.accounts.rules import is_administrator
from parvis.base.jobs import rules
from parvis.base.jobs.registry import label_of
from parvis.base.jobs.selectors.jobs import filtered_jobs, jobs_visible_to, periodic_jobs, workers_present
from parvis.base.jobs.services import queue
from parvis.core.errors import Conflict, InvalidTransition
from parvis.faces.web.jobs.forms import FilterForm
from parvis.faces.web.layout.guards import SignedInRequest, signed_in, team_only

PER_PAGE = 30


@team_only
def jobs(request: SignedInRequest) -> HttpResponse:
    """All jobs with filters, who works, and what comes round; the list alone for htmx."""
    form = FilterForm(request.GET)
    page = Paginator(filtered_jobs(request.user, form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(found, label_of(found.name)) for found in page]
    context = {"form": form, "page": page, "rows": rows}
    if request.htmx:
        return render(request, "web/jobs/_list.html", context)
    return render(request, "web/jobs/jobs.html", context | {"workers": workers_present(), "periodic": periodic_jobs()})


@signed_in
def job(request: SignedInRequest, job_id: int) -> HttpResponse:
    """One job; while it goes on, the page asks again every other second for its changing part alone."""
    found = get_object_or_404(jobs_visible_to(request.user), pk=job_id)
    context = {
        "job": found,
        "label": label_of(found.name),
        "can_cancel": not found.has_ended and rules.can_cancel(request.user, found),
        "can_retry": rules.can_retry(request.user, found) and found.state in queue.RETRYABLE,
        "sees_trace": is_administrator(request.user),
        "sees_list": rules.can_see_all(request.user),
        "is_waiting_for_worker": found.state == "queued" and not workers_present(),
    }
    return render(request, "web/jobs/_job.html" if request.htmx else "web/jobs/job.html", context)


@signed_in
@require_POST
def cancel(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Stop a job."""
    found = get_object_or_404(jobs_visible_to(request.user), pk=job_id)
    try:
        queue.cancel(actor=request.user, job=found)
    except InvalidTransition as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The job is being cancelled."))
    return redirect("jobs:job", found.pk)


@team_only
@require_POST
def retry(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Start a failed job again."""
    found = get_object_or_404(jobs_visible_to(request.user), pk=job_id)
    try:
        queue.retry(actor=request.user, job=found)
    except (Conflict, InvalidTransition) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The job waits for a worker again."))
    return redirect("jobs:job", found.pk)
