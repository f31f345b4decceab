"""What an import would change, or has changed: on a page, and as a file."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from parvis.core.errors import ParvisError
from parvis.domain.linking.rules import can_judge
from parvis.domain.sources.enums import ChangeKind, RunState
from parvis.domain.sources.selectors import changes as lines
from parvis.domain.sources.selectors import runs
from parvis.domain.sources.services.doubts import judge_line
from parvis.faces.web.imports.forms import ChangeFilterForm
from parvis.faces.web.layout.guards import SignedInRequest, team_only
from parvis.faces.web.layout.tables import as_file

PER_PAGE = 50


@require_GET
@team_only
def changes(request: SignedInRequest, run_id: int) -> HttpResponse:
    """The lines of an import, filtered; the list alone for htmx."""
    run = runs.at_rest([get_object_or_404(runs.runs_visible_to(request.user), pk=run_id)])[0]
    form = ChangeFilterForm(request.GET, overview=lines.overview_of(run))
    page = Paginator(lines.changes_of(run, form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "name": runs.name_of(run.source),
        "form": form,
        "page": page,
        "rows": lines.in_words(page.object_list),
        "question": request.GET.urlencode(),
        "may_judge": run.state == RunState.STAGED and can_judge(request.user),
    }
    template = "web/imports/_changes.html" if request.htmx else "web/imports/changes.html"
    return render(request, template, context)


@require_GET
@team_only
def changes_file(request: SignedInRequest, run_id: str, kind: str) -> HttpResponseBase:
    """The same lines as a CSV file or a workbook."""
    run = get_object_or_404(runs.runs_visible_to(request.user), pk=run_id)
    form = ChangeFilterForm(request.GET, overview=lines.overview_of(run))
    rows = lines.export_rows(lines.changes_of(run, form.filters()))
    return as_file(rows, lines.COLUMNS, name=f"import-{run.source}-{run.pk}", kind=kind)


@require_POST
@team_only
def judge(request: SignedInRequest, run_id: int, change_id: int) -> HttpResponse:
    """Say of a doubtful line whether it is the organisation that it resembles."""
    run = get_object_or_404(runs.runs_visible_to(request.user), pk=run_id)
    change = get_object_or_404(lines.changes_of(run, lines.ChangeFilters()), pk=change_id)
    number, verdict = request.POST.get("organisation", ""), request.POST.get("verdict", "")
    try:
        judge_line(
            actor=request.user, change=change, organisation=int(number) if number.isdecimal() else 0, verdict=verdict
        )
    except ParvisError as error:
        messages.error(request, str(error))
    filters = urlencode({"kind": ChangeKind.DOUBTFUL, "page": request.POST.get("page", "")})
    return redirect(f"{reverse('imports:changes', args=[run.pk])}?{filters}#changes")
