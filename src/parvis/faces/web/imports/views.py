"""Start imports, watch them, read their reports; and say where the directory comes from."""

from defusedcsv import csv
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from parvis.core.errors import InvalidInput
from parvis.domain.sources.models import ImportRun
from parvis.domain.sources.selectors import overview, runs
from parvis.domain.sources.services.uploads import start_import
from parvis.faces.web.imports.forms import ImportForm
from parvis.faces.web.layout.guards import SignedInRequest, team_only

SHOWN = 100
"""Refused lines on the page; the CSV file has them all."""


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def imports(request: SignedInRequest) -> HttpResponseBase:
    """The form to start an import, and the imports that were made."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            run = start_import(
                actor=request.user,
                source=values["source"],
                upload=values["file"],
                skip_bad=values["skip_bad"],
                as_of=values["as_of"],
            )
        except InvalidInput as error:
            form.add_error("file", str(error))
        else:
            return redirect("imports:run", run.pk)
    made = runs.runs_visible_to(request.user).defer(*runs.LIGHT)
    page = Paginator(made, 25).get_page(request.GET.get("page"))
    rows = [(run, runs.name_of(run.source)) for run in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "web/imports/imports.html", context, status=422 if form.errors else 200)


@require_GET
@team_only
def run(request: SignedInRequest, run_id: int) -> HttpResponse:
    """One import: how far it is, then its report. htmx asks for the changing part alone."""
    found = get_object_or_404(runs.runs_visible_to(request.user), pk=run_id)
    context = {
        "run": found,
        "name": runs.name_of(found.source),
        "how_far": runs.how_far(found),
        "figures": runs.figures_of(found),
        "skipped": runs.skipped_of(found),
        "remarks": runs.remarks_of(found)[:SHOWN],
        "refused": found.refused[:SHOWN],
    }
    template = "web/imports/_run.html" if request.htmx else "web/imports/run.html"
    return render(request, template, context)


@require_GET
@team_only
def refused(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Every refused line as a CSV file."""
    found = get_object_or_404(runs.runs_visible_to(request.user), pk=run_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{found.source}-{found.pk}.csv"'
    _write_refused(found, response)
    return response


def _write_refused(found: ImportRun, response: HttpResponse) -> None:
    writer = csv.writer(response, lineterminator="\n")
    writer.writerow(("line", "column", "message"))
    writer.writerows((line["line"], line["column"], line["message"]) for line in found.refused)


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """The registers that the directory is made of, as their licences ask."""
    return render(request, "web/imports/sources.html", {"registers": overview.registers_in_use()})
