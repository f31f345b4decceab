"""Conflicts of interest for those who run the call: list, look again, waive with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import Conflict as Overtaken
from parvis.core.errors import InvalidInput
from parvis.domain.reviews import rules
from parvis.domain.reviews.models import Conflict, Panel
from parvis.domain.reviews.reasons import reason_of
from parvis.domain.reviews.services import waiving
from parvis.domain.reviews.services.detection import request_detection
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.reviews.forms import ConflictFilterForm, WaiverForm
from parvis.faces.web.reviews.shared import PER_PAGE, add_errors, frame, panel_or_404, posted

ORDERS = {
    "reviewer": ("reviewer__name", "id"),
    "-reviewer": ("-reviewer__name", "id"),
    "application": ("application__reference", "id"),
    "-application": ("-application__reference", "id"),
    "found": ("found_at", "id"),
    "-found": ("-found_at", "-id"),
}
CONDITIONS = {
    "": Q(withdrawn_at=None, waived_at=None),
    "waived": Q(withdrawn_at=None, waived_at__isnull=False),
    "gone": Q(withdrawn_at__isnull=False),
    "all": Q(),
}


def _rows(panel: Panel) -> QuerySet[Conflict]:
    rows = Conflict.objects.filter(reviewer__panel=panel)
    return rows.select_related("reviewer", "application__organisation", "waived_by")


@require_safe
@signed_in
def conflicts(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Every tie with its reason."""
    panel = panel_or_404(request.user, panel_id)
    form = ConflictFilterForm(request.GET)
    rows = _rows(panel)
    data = form.cleaned_data if form.is_valid() else {"q": "", "kind": "", "state": ""}
    rows = rows.filter(CONDITIONS[data["state"]])
    if data["kind"]:
        rows = rows.filter(kind=data["kind"])
    for word in data["q"].split()[:10]:
        named = Q(reviewer__name__icontains=word) | Q(application__organisation__name__icontains=word)
        rows = rows.filter(named | Q(application__reference__icontains=word))
    order = request.GET.get("order", "reviewer")
    order = order if order in ORDERS else "reviewer"
    page = Paginator(rows.order_by(*ORDERS[order]), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(panel, "conflicts"),
        "form": form,
        "page": page,
        "rows": [(row, reason_of(row)) for row in page],
        "order": order,
    }
    template = "web/reviews/_conflicts.html" if request.htmx else "web/reviews/conflicts.html"
    return render(request, template, context)


@require_POST
@signed_in
def detect(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Look for ties now."""
    panel = panel_or_404(request.user, panel_id)
    request_detection(actor=request.user, panel=panel)
    messages.success(request, _("parvis is looking; reload this page in a moment."))
    return redirect("reviews:conflicts", panel.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def conflict(request: SignedInRequest, panel_id: int, conflict_id: int) -> HttpResponse:
    """One tie: why, since when, and the waiver."""
    panel = panel_or_404(request.user, panel_id)
    row = get_object_or_404(_rows(panel), pk=conflict_id)
    row.reviewer.panel = panel
    form = WaiverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            waiving.waive_conflict(actor=request.user, conflict=row, reason=form.cleaned_data["reason"])
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The conflict is waived; your reason is kept."))
            return redirect("reviews:conflict", panel.pk, row.pk)
    may = rules.can_waive(request.user, row)
    context = {**frame(panel, "conflicts"), "conflict": row, "reason": reason_of(row), "form": form, "can_waive": may}
    return render(request, "web/reviews/conflict.html", context)


@require_POST
@signed_in
def end(request: SignedInRequest, panel_id: int, conflict_id: int) -> HttpResponse:
    """Let a waived tie count again."""
    panel = panel_or_404(request.user, panel_id)
    row = get_object_or_404(_rows(panel), pk=conflict_id)
    try:
        waiving.end_waiver(actor=request.user, conflict=row)
    except Overtaken as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The conflict counts again."))
    return redirect("reviews:conflict", panel.pk, row.pk)
