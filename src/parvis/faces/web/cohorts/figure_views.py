"""The figures of a selection, for the team."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.domain.calls.models import Round
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.cohorts.selectors.funnel import STEPS, funnel_of
from parvis.domain.cohorts.selectors.juries import juries_managed_by
from parvis.faces.web.cohorts.figures import COLUMNS, DEFINITIONS, NAMES, as_rows, tables_of, values_of
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file


def _round(request: SignedInRequest, round_id: int) -> Round:
    rows = Round.objects.select_related("call").filter(call__in=calls_managed_by(request.user).values("pk"))
    return get_object_or_404(rows, pk=round_id)


@require_safe
@signed_in
def figures(request: SignedInRequest, round_id: int) -> HttpResponse:
    """From the first word to the confirmed place, step by step, with what each step means."""
    found = _round(request, round_id)
    funnel = funnel_of(found)
    steps = [(name, NAMES[name], DEFINITIONS[name]) for name in STEPS]
    values = values_of(funnel.whole)
    context = {
        "round": found,
        "call": found.call,
        "jury": juries_managed_by(request.user).filter(round=found).first(),
        "can_manage": True,
        "tab": "figures",
        "funnel": funnel,
        "steps": steps,
        "bars": [
            {"label": str(label), "value": value} for (_name, label, _text), value in zip(steps, values, strict=True)
        ],
        "tables": tables_of(funnel),
    }
    return render(request, "web/cohorts/figures.html", context)


@require_safe
@signed_in
def export(request: SignedInRequest, round_id: int, kind: str) -> HttpResponseBase:
    """The same figures as a file."""
    found = _round(request, round_id)
    return as_file(as_rows(funnel_of(found)), COLUMNS, name=f"figures-{found.call.slug}-{found.pk}", kind=kind)
