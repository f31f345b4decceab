"""What the directory shows, as a file: the same organisations in the same order."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.directory.selectors.exports import export_rows
from parvis.domain.directory.selectors.search import ordered_organisation_ids
from parvis.faces.web.directory.export_formats import as_csv, as_json, as_xlsx
from parvis.faces.web.directory.search_question import Question

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A file of the kind (csv, xlsx, json) with at most DIRECTORY_EXPORT_ROWS organisations."""
    filters = Question.of(request.GET).filters
    rows = export_rows(ordered_organisation_ids(filters, settings.DIRECTORY_EXPORT_ROWS))
    name = f"organisations-{clock.today().isoformat()}.{kind}"
    if kind == "xlsx":
        return FileResponse(as_xlsx(rows), as_attachment=True, filename=name, content_type=XLSX)
    stream, content_type = (as_csv(rows), "text/csv") if kind == "csv" else (as_json(rows), "application/json")
    response = StreamingHttpResponse(stream, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
