"""All needs and offers for the team: lists, files, what was reported."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.domain.needs import rules
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.exporting import NOTICE_COLUMNS, notice_rows
from parvis.domain.needs.selectors.listing import all_notice_ids, notices_in_order
from parvis.domain.needs.selectors.moderating import reported_notices, reports_waiting
from parvis.domain.needs.services import moderating
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.needs.filters import TeamFilterForm
from parvis.faces.web.needs.forms import HideForm
from parvis.faces.web.needs.notice_views import found
from parvis.faces.web.needs.shared import PER_PAGE, attempt, paged


def _check(request: SignedInRequest) -> None:
    if not rules.can_moderate_notices(request.user):
        raise Http404


@require_safe
@signed_in
def everything(request: SignedInRequest) -> HttpResponse:
    """Every need and offer, in all states."""
    _check(request)
    form = TeamFilterForm(request.GET)
    page = paged(request, [] if form.is_nobody else all_notice_ids(request.user, form.team_filters()))
    context = {
        "form": form,
        "page": page,
        "rows": notices_in_order(page.object_list),
        "question": request.GET.urlencode(),
        "reported": reports_waiting(request.user),
    }
    return render(request, "web/needs/everything.html", context)


@require_safe
@signed_in
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The same in the same order, as a file."""
    _check(request)
    form = TeamFilterForm(request.GET)
    ids = [] if form.is_nobody else all_notice_ids(request.user, form.team_filters())
    return as_file(notice_rows(ids), NOTICE_COLUMNS, name=f"needs-{clock.today().isoformat()}", kind=kind)


@require_safe
@signed_in
def reports(request: SignedInRequest) -> HttpResponse:
    """What was reported and waits, the oldest first."""
    _check(request)
    page = Paginator(reported_notices(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/needs/reports.html", {"page": page})


def _moderated(request: SignedInRequest, slug: str) -> Notice:
    _check(request)
    return found(request, slug)


@require_POST
@signed_in
def hide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Hide it from all but its organisation and the team."""
    one, form = _moderated(request, slug), HideForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        attempt(
            request,
            lambda: moderating.hide_notice(actor=request.user, notice=one, because=because),
            _("It is hidden; its organisation reads why."),
        )
    else:
        messages.warning(request, _("Say why, so that its writers know."))
    return redirect(one)


@require_POST
@signed_in
def show(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let others read it again."""
    one = _moderated(request, slug)
    attempt(request, lambda: moderating.show_notice(actor=request.user, notice=one), _("It is shown again."))
    return redirect(one)


@require_POST
@signed_in
def settle(request: SignedInRequest, slug: str) -> HttpResponse:
    """Nothing is wrong with it."""
    one = _moderated(request, slug)
    attempt(request, lambda: moderating.settle_reports(actor=request.user, notice=one), _("The reports are settled."))
    return redirect(one)
