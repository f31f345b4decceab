"""The rubric of a panel."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.reviews.models import Criterion
from parvis.domain.reviews.selectors.panels import criteria_of, has_reviews, panels_visible_to
from parvis.domain.reviews.services import criteria
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.reviews.forms import CriterionForm
from parvis.faces.web.reviews.shared import add_errors, frame, panel_or_404

MOST_SOURCES = 50


@require_safe
@signed_in
def rubric(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The criteria with their weights and anchors."""
    panel = panel_or_404(request.user, panel_id)
    rows = criteria_of(panel)
    total = sum(row.weight for row in rows) or 1
    frozen = has_reviews(panel)
    sources = panels_visible_to(request.user).filter(criteria__isnull=False).exclude(pk=panel.pk).distinct()
    context = {
        **frame(panel, "rubric"),
        "rows": [
            (row, round(100 * row.weight / total), [(mark, row.anchor(mark)) for mark in range(row.best + 1)])
            for row in rows
        ],
        "is_frozen": frozen,
        "sources": () if frozen else sources.order_by("-id")[:MOST_SOURCES],
    }
    return render(request, "web/reviews/rubric.html", context)


def _best(request: SignedInRequest, usual: int) -> int:
    """How many marks the form shows, from what was typed."""
    typed = request.POST.get("best", request.GET.get("best", ""))
    return min(max(int(typed), 1), criteria.MOST_MARKS) if typed.isascii() and typed.isdigit() else usual


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Add a criterion."""
    panel = panel_or_404(request.user, panel_id)
    form = CriterionForm(request.POST or None, best=_best(request, 4))
    if request.method == "POST" and form.is_valid():
        try:
            criteria.add_criterion(actor=request.user, panel=panel, values=form.values())
        except InvalidInput as error:
            add_errors(form, error)
        except InvalidTransition as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The criterion is added."))
            return redirect("reviews:rubric", panel.pk)
    return render(request, "web/reviews/criterion.html", {**frame(panel, "rubric"), "form": form})


def _initial(criterion: Criterion) -> dict[str, object]:
    names = ("name_fr", "name_en", "help_fr", "help_en", "weight", "best")
    anchors = {
        f"anchor_{mark}_{code}": text for mark, texts in criterion.anchors.items() for code, text in texts.items()
    }
    return {**{name: getattr(criterion, name) for name in names}, **anchors}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, panel_id: int, criterion_id: int) -> HttpResponse:
    """Change a criterion; its texts alone once somebody reviews."""
    panel = panel_or_404(request.user, panel_id)
    criterion = get_object_or_404(Criterion, pk=criterion_id, panel=panel)
    criterion.panel = panel
    frozen = has_reviews(panel)
    best = criterion.best if frozen else _best(request, criterion.best)
    form = CriterionForm(request.POST or None, best=best, is_frozen=frozen, initial=_initial(criterion))
    if request.method == "POST" and form.is_valid():
        try:
            criteria.edit_criterion(actor=request.user, criterion=criterion, values=form.values())
        except InvalidInput as error:
            add_errors(form, error)
        except InvalidTransition as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("reviews:rubric", panel.pk)
    context = {**frame(panel, "rubric"), "form": form, "criterion": criterion, "is_frozen": frozen}
    return render(request, "web/reviews/criterion.html", context)


@require_POST
@signed_in
def move(request: SignedInRequest, panel_id: int, criterion_id: int) -> HttpResponse:
    """Move a criterion up or down."""
    panel = panel_or_404(request.user, panel_id)
    criterion = get_object_or_404(Criterion, pk=criterion_id, panel=panel)
    criteria.move_criterion(actor=request.user, criterion=criterion, up=request.POST.get("to") == "up")
    return redirect("reviews:rubric", panel.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: SignedInRequest, panel_id: int, criterion_id: int) -> HttpResponse:
    """Take a criterion out; asks first."""
    panel = panel_or_404(request.user, panel_id)
    criterion = get_object_or_404(Criterion, pk=criterion_id, panel=panel)
    if request.method == "POST":
        criteria.remove_criterion(actor=request.user, criterion=criterion)
        messages.success(request, _("The criterion is taken out."))
        return redirect("reviews:rubric", panel.pk)
    return render(request, "web/reviews/criterion_remove.html", {**frame(panel, "rubric"), "criterion": criterion})


@require_POST
@signed_in
def copy(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Add the rubric of another panel."""
    panel = panel_or_404(request.user, panel_id)
    number = request.POST.get("source", "")
    source = panel_or_404(request.user, int(number) if number.isascii() and number.isdigit() else 0)
    added = criteria.copy_criteria(actor=request.user, panel=panel, source=source)
    messages.success(request, _("%(count)d criteria were added.") % {"count": len(added)})
    return redirect("reviews:rubric", panel.pk)


@require_POST
@signed_in
def starter(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Add the rubric that parvis proposes."""
    panel = panel_or_404(request.user, panel_id)
    added = criteria.add_starter_rubric(actor=request.user, panel=panel)
    messages.success(request, _("%(count)d criteria were added.") % {"count": len(added)})
    return redirect("reviews:rubric", panel.pk)
