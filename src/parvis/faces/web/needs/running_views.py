"""Calls to partner for, as the team keeps them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core import clock
from parvis.domain.needs import rules
from parvis.domain.needs.models import Opportunity
from parvis.domain.needs.selectors.exporting import OPPORTUNITY_COLUMNS, opportunity_rows
from parvis.domain.needs.selectors.opportunities import opportunities_visible_to, opportunity_ids
from parvis.domain.needs.selectors.suggesting import suggested_themes
from parvis.domain.needs.services import opportunities as services
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.needs.filters import OpportunityFilterForm
from parvis.faces.web.needs.forms import OpportunityForm, ThemesForm
from parvis.faces.web.needs.shared import attempt, saved


def check(request: SignedInRequest) -> None:
    """Only the team that keeps the directory comes in."""
    if not rules.can_run_opportunities(request.user):
        raise Http404


def _found(request: SignedInRequest, slug: str) -> Opportunity:
    check(request)
    return get_object_or_404(opportunities_visible_to(request.user), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a call by hand."""
    check(request)
    form = OpportunityForm(request.POST or None, initial={"language": (get_language() or "fr")[:2]})
    if request.method == "POST" and form.is_valid():
        made = saved(form, lambda: services.create_opportunity(actor=request.user, values=form.values()))
        if made:
            messages.success(request, _("The call is entered; everyone can read it."))
            return redirect(made)
    context = {"form": form, "title": _("Enter a call to partner for")}
    return render(request, "web/needs/opportunity_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change a call; of an imported one the themes only."""
    one = _found(request, slug)
    posted = request.POST if request.method == "POST" else None
    form: ThemesForm | OpportunityForm
    if one.source:
        form = ThemesForm(posted, opportunity=one)
    else:
        form = OpportunityForm(posted) if posted is not None else OpportunityForm.of(one)
    if (
        posted is not None
        and form.is_valid()
        and saved(form, lambda: services.edit_opportunity(actor=request.user, opportunity=one, values=form.values()))
    ):
        messages.success(request, _("Saved."))
        return redirect(one)
    context = {"form": form, "title": one.title, "opportunity": one, "suggested": suggested_themes(one)}
    return render(request, "web/needs/opportunity_edit.html", context, status=422 if form.errors else 200)


def _turn(request: SignedInRequest, slug: str, act: Callable[..., object], sentence: str) -> HttpResponse:
    one = _found(request, slug)
    attempt(request, lambda: act(actor=request.user, opportunity=one), sentence)
    return redirect(one)


@require_POST
@signed_in
def hide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Not for this campus."""
    return _turn(request, slug, services.hide_opportunity, _("The call is hidden; imports leave it so."))


@require_POST
@signed_in
def show(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let everyone read it again."""
    return _turn(request, slug, services.show_opportunity, _("Everyone can read the call again."))


@require_safe
@signed_in
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The calls of a list in its order, as a file."""
    check(request)
    ids = opportunity_ids(request.user, OpportunityFilterForm(request.GET, request.user).filters())
    name = f"opportunities-{clock.today().isoformat()}"
    return as_file(opportunity_rows(ids), OPPORTUNITY_COLUMNS, name=name, kind=kind)
