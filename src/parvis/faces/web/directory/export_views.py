"""What the directory shows, as a file: the same organisations in the same order."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.directory.selectors.exports import COLUMNS, export_rows
from parvis.domain.directory.selectors.search import ordered_organisation_ids
from parvis.faces.web.directory.search_question import Question
from parvis.faces.web.layout.tables import as_file


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A file of the kind (csv, xlsx, json) with at most DIRECTORY_EXPORT_ROWS organisations."""
    filters = Question.of(request.GET).filters
    rows = export_rows(ordered_organisation_ids(filters, settings.DIRECTORY_EXPORT_ROWS))
    return as_file(rows, COLUMNS, name=f"organisations-{clock.today().isoformat()}", kind=kind)
