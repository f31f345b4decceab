"""How good the directory is, for the team."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.sources.rules import can_import
from parvis.domain.sources.selectors.quality import joining
from parvis.faces.web.layout.guards import SignedInRequest, team_only
from parvis.faces.web.layout.tables import as_csv
from parvis.faces.web.quality.page import MEASURES, quality_page, region_rows


@require_safe
@team_only
def quality(request: SignedInRequest) -> HttpResponse:
    """Coverage by register and territory, ages, and doubts left."""
    context = {
        "page": quality_page(request.user),
        "measures": MEASURES.values(),
        "may_import": can_import(request.user),
    }
    return render(request, "web/quality/quality.html", context)


@require_safe
@team_only
def export(_request: SignedInRequest) -> StreamingHttpResponse:
    """The regions as CSV, as numbers of organisations."""
    codes = [register.code for register in joining().registers]
    rows = (
        {
            "region": row.name,
            "organisations": str(row.organisations),
            **{measure: str(share.number) for measure, share in zip(MEASURES, row.shares, strict=True)},
            **{code: str(number) for code, number in zip(codes, row.by_source, strict=True)},
        }
        for row in region_rows(codes)
    )
    response = StreamingHttpResponse(
        as_csv(rows, ["region", "organisations", *MEASURES, *codes]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="territories-{clock.today()}.csv"'
    return response
