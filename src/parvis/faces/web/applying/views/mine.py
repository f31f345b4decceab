"""Everything that an account applies for, and one application at a glance."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.base.forms.selectors import answers_of
from parvis.core import clock
from parvis.domain.applying.selectors.colleagues import writers_of
from parvis.domain.applying.selectors.own import own_applications, standings_of
from parvis.domain.applying.selectors.submitted import versions_of
from parvis.domain.applying.selectors.writing import desk_of
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.local_times import local_of
from parvis.domain.calls.selectors.calls import public_calls
from parvis.faces.web.applying.completeness import completeness_of
from parvis.faces.web.applying.outlook import outlook_of, outlooks_of
from parvis.faces.web.applying.shared import may_submit, own_or_404, page_of_call
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 25


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """All applications that the account writes, those on which something is expected first; and the open calls."""
    now = clock.now()
    page = Paginator(own_applications(request.user), PER_PAGE).get_page(request.GET.get("page"))
    taking, _coming, _past = public_calls(now)
    open_calls = [
        {"call": one.call, "closes_at": local_of(one.closes_at, one.call.timezone) if one.closes_at else None}
        for one in taking
    ]
    context = {"page": page, "outlooks": outlooks_of(standings_of(page, now)), "open_calls": open_calls}
    return render(request, "web/applying/mine.html", context)


@require_safe
@signed_in
def application(request: SignedInRequest, reference: str) -> HttpResponse:
    """One application: where it stands, what is expected, what was submitted, who writes it."""
    now = clock.now()
    found = own_or_404(request.user, reference)
    desk = desk_of(found, FormStage.APPLICATION, now)
    outlook = outlook_of(standings_of([found], now)[0])
    versions = versions_of(found)
    is_writable = desk is not None and (desk.is_open or bool(desk.reopened))
    context = {
        "application": found,
        "outlook": outlook,
        "is_writable": is_writable,
        "completeness": completeness_of(desk, answers_of(found.sheet)) if desk and is_writable else None,
        "versions": versions,
        "before_last": versions[1] if len(versions) > 1 else None,
        "writers": writers_of(found),
        "later": list(found.stage_sheets.all()),
        "may_submit": may_submit(request.user, found),
        "may_withdraw": may_submit(request.user, found) and not outlook.standing.is_ended,
        "messages_of_team": [move for move in found.moves.all() if move.message],
    }
    return page_of_call(request, found.call, "web/applying/application.html", context)
