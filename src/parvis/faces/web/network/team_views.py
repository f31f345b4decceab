"""For the team: residents without ties, and who should meet."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.insight.selectors.residents import residents_without_ties
from parvis.domain.matchmaking.selectors.suggestions import who_should_meet
from parvis.faces.web.layout.guards import SignedInRequest, team_only
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.network.meetings import rows_of

PER_PAGE = 50
MEETINGS = 20
COLUMNS = ("slug", "name", "kind", "city", "region")
"""The columns of the file, in their order."""


@require_safe
@team_only
def residents(request: SignedInRequest) -> HttpResponse:
    """Residents with whom nobody has worked or met yet."""
    found = residents_without_ties(request.user)
    page = Paginator(found.organisations, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/network/residents.html", {"found": found, "page": page})


@require_safe
@team_only
def residents_file(request: SignedInRequest) -> HttpResponseBase:
    """The same as a file."""
    rows = (
        {
            "slug": one.slug,
            "name": one.name,
            "kind": one.kind,
            "city": one.city,
            "region": one.region_id or "",
        }
        for one in residents_without_ties(request.user).organisations
    )
    return as_file(rows, COLUMNS, name=f"residents-without-ties-{clock.today().isoformat()}", kind="csv")


@require_safe
@team_only
def meet(request: SignedInRequest) -> HttpResponse:
    """Pairs that should meet this month, the best first, each with its reasons and the way to introduce them."""
    return render(request, "web/network/meet.html", {"rows": rows_of(who_should_meet(request.user, MEETINGS))})
