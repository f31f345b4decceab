"""The ranking of a panel with its uncertainty, who is strict and who generous, and the workbook of everything."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.calls.models import Application
from parvis.domain.reviews.models import Reviewer
from parvis.domain.reviews.selectors.dossier import dossier
from parvis.domain.reviews.selectors.scores import ScoreRow
from parvis.domain.reviews.services.scoring import current_scores
from parvis.faces.web.assignment.frame import frame, panel_or_404
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import XLSX
from parvis.faces.web.scores.plot import plot_of
from parvis.faces.web.scores.words import DOUBTS, SHORT, shares_in_words
from parvis.faces.web.scores.workbook import as_workbook

PER_PAGE = 50
SORTS = ("place", "reviews", "raw", "adjusted", "width", "chance")


@require_safe
@signed_in
def scores(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The applications by their marks, with a plot of them all."""
    panel = panel_or_404(request.user, panel_id)
    sheet = current_scores(panel=panel)
    rows = list(sheet.rows.values())
    order = request.GET.get("order", "place")
    order = order if order.removeprefix("-") in SORTS else "place"
    only = request.GET.get("doubts") == "on"
    doubtful = [row for row in rows if row.doubts]
    page = Paginator(sorted_rows(doubtful if only else rows, order), PER_PAGE).get_page(request.GET.get("page"))
    known = Application.objects.select_related("organisation").in_bulk([row.application for row in page])
    shown = [
        (row, known[row.application], [SHORT[name] for name in row.doubts]) for row in page if row.application in known
    ]
    context = {
        "page": page,
        "rows": shown,
        "order": order,
        "only": only,
        "places": panel.round.places,
        "sheet": sheet,
        "read": sum(1 for row in rows if row.reviews),
        "all": len(rows),
        "doubtful": len(doubtful),
        "meanings": [(SHORT[name], DOUBTS[name]) for name in DOUBTS if any(name in row.doubts for row in doubtful)],
        "plot": plot_of(rows, panel.round.places),
        "shares": shares_in_words(sheet.shares),
    }
    is_part = request.headers.get("HX-Target") == "ranking"
    template = "web/scores/_ranking.html" if is_part else "web/scores/scores.html"
    return render(request, template, context | frame(panel, "scores"))


@require_safe
@signed_in
def leniency(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The reviewers, the strictest first."""
    panel = panel_or_404(request.user, panel_id)
    sheet = current_scores(panel=panel)
    people = sorted(sheet.people.items(), key=lambda pair: (pair[1].leniency, pair[0]))
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    names = dict(Reviewer.objects.filter(pk__in=[pk for pk, _own in page]).values_list("pk", "name"))
    rows = [(names[pk], own) for pk, own in page if pk in names]
    context = {"page": page, "rows": rows, "sheet": sheet}
    return render(request, "web/scores/leniency.html", context | frame(panel, "scores"))


@require_safe
@signed_in
def workbook(request: SignedInRequest, panel_id: int) -> FileResponse:
    """Ranking, reviews, reviewers, assignment, conflicts and definitions in one file."""
    panel = panel_or_404(request.user, panel_id)
    sheets = dossier(panel, current_scores(panel=panel), {name: str(words) for name, words in SHORT.items()})
    name = f"panel-{panel.pk}-{clock.today().isoformat()}.xlsx"
    return FileResponse(as_workbook(sheets), as_attachment=True, filename=name, content_type=XLSX)


def sorted_rows(rows: list[ScoreRow], order: str) -> list[ScoreRow]:
    """In the order that is asked for; what has no figure comes last."""
    key, back = order.removeprefix("-"), order.startswith("-")

    def value(row: ScoreRow) -> float | None:
        if key == "width":
            return None if row.low is None or row.high is None else row.high - row.low
        found: float | None = getattr(row, key)
        return found

    with_figure = [(found, row) for row in rows if (found := value(row)) is not None]
    ordered = sorted(with_figure, key=lambda pair: (-pair[0] if back else pair[0], pair[1].place))
    return [row for _value, row in ordered] + [row for row in rows if value(row) is None]
