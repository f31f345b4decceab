"""Who reads what, now: application by application, and reviewer by reviewer."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import AssignmentOrigin, ReviewState, RunState
from parvis.domain.reviews.models import AssignmentRun, Panel
from parvis.domain.reviews.selectors.panels import applications_of, sitting_reviewers
from parvis.domain.reviews.selectors.situation import assignments_of, in_conflict
from parvis.faces.web.assignment.forms import BoardForm
from parvis.faces.web.assignment.frame import frame, panel_or_404, read_applications
from parvis.faces.web.assignment.rows import board_rows
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 50
SORTS = {
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
    "load": ("load", "name", "id"),
    "-load": ("-load", "name", "id"),
}


@require_safe
@signed_in
def assignment(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The applications of a panel with those who read them; the table alone for htmx."""
    panel = panel_or_404(request.user, panel_id)
    form = BoardForm(request.GET)
    found = _filtered(with_given(read_applications(panel), panel), panel, form)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": board_rows(panel, page.object_list)}
    if request.headers.get("HX-Target") == "board":
        return render(request, "web/assignment/_board.html", context | frame(panel, "assignment"))
    context |= {
        "figures": _figures(panel),
        "run": AssignmentRun.objects.filter(panel=panel, state__in=(RunState.WAITING, RunState.PROPOSED)).first(),
    }
    return render(request, "web/assignment/assignment.html", context | frame(panel, "assignment"))


@require_safe
@signed_in
def loads(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The reviewers of a panel with what they were given and how far they are."""
    panel = panel_or_404(request.user, panel_id)
    given = Q(assignments__removed_at=None, assignments__recused_at=None) & ~Q(assignments=None)
    order = request.GET.get("order", "name")
    reviewers = sitting_reviewers(panel).annotate(
        load=Count("assignments", filter=given),
        submitted=Count("assignments", filter=given & Q(assignments__review__state=ReviewState.SUBMITTED)),
        by_hand=Count("assignments", filter=given & Q(assignments__origin=AssignmentOrigin.HAND)),
    )
    page = Paginator(reviewers.order_by(*SORTS.get(order, SORTS["name"])), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "order": order if order in SORTS else "name"}
    return render(request, "web/assignment/loads.html", context | frame(panel, "assignment"))


def with_given(applications: QuerySet[Application], panel: Panel) -> QuerySet[Any]:
    """Each with how many read it."""
    own = assignments_of(panel).filter(application=OuterRef("pk")).order_by().values("application")
    return applications.annotate(given=Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0))


def _filtered(applications: QuerySet[Any], panel: Panel, form: BoardForm) -> QuerySet[Any]:
    values = form.cleaned_data if form.is_valid() else {}
    if text := values.get("q"):
        names = Q(reference__icontains=text) | Q(title__icontains=text) | Q(organisation__name__icontains=text)
        applications = applications.filter(names)
    if values.get("show") == "missing":
        return applications.filter(given__lt=panel.reviews_each)
    if values.get("show") == "conflicts":
        return applications.filter(pk__in=in_conflict(assignments_of(panel)).values("application"))
    return applications


def _figures(panel: Panel) -> dict[str, int]:
    given = Counter(assignments_of(panel).order_by().values_list("application_id", flat=True))
    read = list(applications_of(panel).order_by().values_list("pk", flat=True))
    return {
        "applications": len(read),
        "reviewers": sitting_reviewers(panel).count(),
        "given": sum(given[pk] for pk in read),
        "missing": sum(max(0, panel.reviews_each - given[pk]) for pk in read),
    }
