"""Start imports, list them; and say where the directory comes from."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from parvis.core.errors import InvalidInput
from parvis.domain.projects.selectors.registers import project_registers_in_use
from parvis.domain.sources.selectors import overview, runs
from parvis.domain.sources.selectors.quality import joining
from parvis.domain.sources.services.requests import start_import
from parvis.faces.web.imports.forms import ImportForm
from parvis.faces.web.layout.guards import SignedInRequest, team_only
from parvis.faces.web.quality.page import bars_by_registers


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def imports(request: SignedInRequest) -> HttpResponseBase:
    """The form to start an import, and the imports that were made."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            run = start_import(
                actor=request.user, source=values["source"], upload=values["file"], as_of=values["as_of"]
            )
        except InvalidInput as error:
            form.add_error("file", str(error))
        else:
            return redirect("imports:run", run.pk)
    page = Paginator(runs.runs_visible_to(request.user), 25).get_page(request.GET.get("page"))
    rows = [(run, runs.name_of(run.source)) for run in runs.at_rest(page)]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "web/imports/imports.html", context, status=422 if form.errors else 200)


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """The registers that the directory is made of, as their licences ask; how many records became one organisation."""
    joined = joining()
    context = {
        "registers": overview.registers_in_use(),
        "joining": joined,
        "bars": bars_by_registers(joined),
        "project_registers": project_registers_in_use(),
    }
    return render(request, "web/imports/sources.html", context)
