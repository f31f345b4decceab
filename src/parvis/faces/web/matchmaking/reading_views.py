"""Suggestions for an organisation, for a need or an offer, and for a call to partner for."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import organisations_of
from parvis.domain.matchmaking.rules import can_ask, can_ask_for_all, can_read_all_suggestions, can_say_opinion
from parvis.domain.matchmaking.selectors.own import own_organisations
from parvis.domain.matchmaking.selectors.runs import (
    is_waiting_for_notice,
    is_waiting_for_opportunity,
    is_waiting_for_organisation,
)
from parvis.domain.matchmaking.selectors.suggestions import (
    suggestions_for_notice,
    suggestions_for_opportunity,
    suggestions_for_organisation,
)
from parvis.domain.needs.enums import NoticeState
from parvis.domain.needs.selectors.notices import open_notices
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.matchmaking import guards, rows

LIST = "suggestions"
PER_PAGE = 25
Pair = tuple[str, str]
"""The templates of a page, and of its list alone."""
ORGANISATION: Pair = ("web/matchmaking/organisation.html", "web/matchmaking/_organisation.html")
NOTICE: Pair = ("web/matchmaking/notice.html", "web/matchmaking/_notice.html")
OPPORTUNITY: Pair = ("web/matchmaking/opportunity.html", "web/matchmaking/_opportunity.html")


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """The organisations of the reader, and their open needs and offers."""
    page = Paginator(own_organisations(request.user), PER_PAGE).get_page(request.GET.get("page"))
    own = organisations_of(request.user)
    notices = open_notices().filter(organisation__in=own).select_related("organisation").order_by("-published_at", "pk")
    context = {
        "page": page,
        "notices": notices[:PER_PAGE],
        "is_of_team": can_read_all_suggestions(request.user),
    }
    return render(request, "web/matchmaking/index.html", context)


@require_safe
@signed_in
def organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    """Whom an organisation should meet."""
    found = guards.organisation_read(request, slug)
    context = {
        "organisation": found,
        "rows": rows.rows_of(suggestions_for_organisation(request.user, found)),
        "is_working": is_waiting_for_organisation(found),
        "can_ask": can_ask(request.user, found),
        "can_say": can_say_opinion(request.user, found),
    }
    return _shown(request, ORGANISATION, context)


@require_safe
@signed_in
def notice(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who could help with a need, or use an offer."""
    found = guards.notice_read(request, slug)
    context = {
        "notice": found,
        "organisation": found.organisation,
        "groups": rows.groups_of(found, suggestions_for_notice(request.user, found)),
        "is_open": found.state == NoticeState.OPEN,
        "is_working": is_waiting_for_notice(found),
        "can_ask": can_ask(request.user, found.organisation),
        "can_say": can_say_opinion(request.user, found.organisation),
    }
    return _shown(request, NOTICE, context)


@require_safe
@signed_in
def opportunity(request: SignedInRequest, slug: str) -> HttpResponse:
    """With whom an organisation should answer a call; without one, for the team, who should."""
    found = guards.opportunity_read(request, slug)
    asking = request.GET.get("as", "")
    own = Organisation.objects.filter(pk__in=organisations_of(request.user)).order_by("name", "pk")
    if not asking and not can_read_all_suggestions(request.user):
        return _choose(request, found, own)
    by = guards.organisation_read(request, asking) if asking else None
    context = {
        "opportunity": found,
        "organisation": by,
        "rows": rows.rows_of(suggestions_for_opportunity(request.user, found, by)),
        "own": own,
        "is_working": is_waiting_for_opportunity(found, by),
        "can_ask": can_ask(request.user, by) if by else can_ask_for_all(request.user),
        "can_say": by is not None and can_say_opinion(request.user, by),
    }
    return _shown(request, OPPORTUNITY, context)


def _choose(request: SignedInRequest, found: Any, own: Any) -> HttpResponse:
    """Members say for which of their organisations they ask; whoever has none has nothing to ask."""
    if not own.exists():
        raise Http404
    return render(request, "web/matchmaking/choose.html", {"opportunity": found, "own": own})


def _shown(request: SignedInRequest, templates: Pair, context: dict[str, Any]) -> HttpResponse:
    """The page; its list alone for htmx, which asks again while the list is being worked out."""
    is_fragment = request.headers.get("HX-Target") == LIST
    page, fragment = templates
    response = render(request, fragment if is_fragment else page, {**context, "here": request.get_full_path()})
    patch_vary_headers(response, ("HX-Target",))
    return response
