"""What the campus team sees: who should meet, how runs went, who has nobody, and what people said."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.core.errors import NotAllowed
from parvis.domain.matchmaking.rules import can_ask_for_all
from parvis.domain.matchmaking.selectors import opinions as said
from parvis.domain.matchmaking.selectors.coverage import coverage, notices_without, organisations_without
from parvis.domain.matchmaking.selectors.runs import name_of, runs
from parvis.domain.matchmaking.selectors.suggestions import who_should_meet
from parvis.domain.matchmaking.selectors.training import COLUMNS, training_rows
from parvis.domain.matchmaking.services.asking import ask_for_everybody
from parvis.faces.web.layout.guards import SignedInRequest, team_only
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.matchmaking.rows import propose_address

MEETINGS, RUNS, WITHOUT, PER_PAGE = 5, 8, 20, 50


@require_safe
@team_only
def team(request: SignedInRequest) -> HttpResponse:
    """Everything at a glance."""
    meetings = [
        (one, propose_address(one.first, one.second, one.sentences()))
        for one in who_should_meet(request.user, MEETINGS)
    ]
    context = {
        "meetings": meetings,
        "coverage": coverage(),
        "organisations": organisations_without()[:WITHOUT],
        "notices": notices_without()[:WITHOUT],
        "said": said.said_in_all(),
        "runs": [(run, name_of(run)) for run in runs()[:RUNS]],
        "files": list(COLUMNS),
        "can_ask": can_ask_for_all(request.user),
    }
    return render(request, "web/matchmaking/team.html", context)


@require_POST
@team_only
def again(request: SignedInRequest) -> HttpResponse:
    """Work out everybody's suggestions now; the page of the job says how far it is."""
    try:
        job = ask_for_everybody(actor=request.user)
    except NotAllowed as error:
        raise Http404 from error
    return redirect("jobs:job", job.pk)


@require_safe
@team_only
def opinions(request: SignedInRequest) -> HttpResponse:
    """All that people said, the newest first."""
    page = Paginator(said.opinions_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/matchmaking/team_opinions.html", {"page": page})


@require_safe
@team_only
def opinions_export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The same as a file."""
    rows = said.export_rows(said.opinions_visible_to(request.user))
    return as_file(rows, said.COLUMNS, name=f"suggestion-opinions-{clock.today().isoformat()}", kind=kind)


@require_safe
@team_only
def training_export(_request: SignedInRequest, name: str) -> HttpResponseBase:
    """A file of the campus's own history, to fit the weights of suggestions to."""
    return as_file(training_rows(name), COLUMNS[name], name=name, kind="csv")
