"""The ranking: filter, count, decide about several."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.core.errors import ParvisError
from parvis.core.memory import Kept
from parvis.domain.campus.selectors.founding import founding_members
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.models import Jury
from parvis.domain.cohorts.selectors.juries import applications_of_jury
from parvis.domain.cohorts.selectors.ranking import Row, filtered, rows_of_jury, tied_rows
from parvis.domain.cohorts.services.decisions import decide_application
from parvis.domain.reference.selectors.topics import all_themes
from parvis.faces.web.juries import ranking_page as page_of
from parvis.faces.web.juries.exports import COLUMNS, as_rows
from parvis.faces.web.juries.forms import BulkForm, RankingForm
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import of_jury
from parvis.faces.web.juries.scores import standings_of
from parvis.faces.web.layout.guards import SignedInRequest
from parvis.faces.web.layout.tables import as_file

PER_PAGE = 30
MOST_TOGETHER = 200
LIST = "ranking"

_named = Kept(lambda: (list(all_themes()), founding_members()), seconds=30)
"""Themes and founding members, which every look at a ranking names and which hardly ever change."""


class Ranking:
    """The applications before a jury that fit what was asked for, in the order that was asked for."""

    def __init__(self, request: SignedInRequest, jury: Jury) -> None:
        themes, founders = _named.get()
        self.all = rows_of_jury(jury)
        self.form = RankingForm(request.GET, rows=self.all, themes=themes, founders=founders)
        self.names = page_of.Names(themes, founders)
        self.standings = standings_of(jury)
        self.tied = tied_rows(request.user, jury, self.all)
        self.order = request.GET.get("order") or page_of.USUAL
        self.rows = page_of.ordered(filtered(self.all, self.form.filters()), self.standings, self.order)

    def lines(self, rows: list[Row]) -> list[page_of.Line]:
        """Some of them in words."""
        places = page_of.places_in_ranking(self.all, self.standings)
        return page_of.lines(rows, self.names, self.standings, places, self.tied)


@require_safe
@of_jury
def ranking(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """What stands before the jury; the list with its counters alone for htmx."""
    found = Ranking(request, jury)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    counted, counters = page_of.counters(found.rows, found.names)
    context = {
        **frame(request, jury, "ranking"),
        "form": found.form,
        "page": page,
        "lines": found.lines(list(page)),
        "order": found.order,
        "counted": counted,
        "counters": counters,
        "places": page_of.places_of_rows(jury, found.all),
        "can_decide": rules.can_decide(request.user, jury),
        "tied": len(found.tied),
        "bulk": BulkForm(),
        "question": request.GET.urlencode(),
        "is_empty": not found.all,
        "has_scores": bool(found.standings),
        "is_adjusted": any(one.adjusted is not None for one in found.standings.values()),
    }
    is_fragment = request.headers.get("HX-Target") == LIST
    response = render(request, "web/juries/_ranking.html" if is_fragment else "web/juries/ranking.html", context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_safe
@of_jury
def export(request: SignedInRequest, jury: Jury, kind: str) -> HttpResponseBase:
    """The same list as a file, with scores and decisions."""
    found = Ranking(request, jury)
    name = f"jury-{jury.pk}-{clock.today().isoformat()}"
    return as_file(as_rows(found.lines(found.rows)), COLUMNS, name=name, kind=kind)


@require_POST
@of_jury
def decide_together(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """The same decision for the chosen ones, each on its own: one that is refused does not stop the others."""
    form = BulkForm(request.POST)
    chosen = [value.partition(":")[::2] for value in request.POST.getlist("chosen")[:MOST_TOGETHER]]
    revisions = {int(pk): int(number) for pk, number in chosen if pk.isdecimal() and number.isdecimal()}
    if not revisions or not form.is_valid():
        messages.warning(request, _("Choose applications of the list first, and what is decided about them."))
        return _back(request, jury)
    decided, refused = 0, []
    for application in applications_of_jury(jury).filter(pk__in=revisions).order_by("reference"):
        try:
            decide_application(
                actor=request.user,
                jury=jury,
                application=application,
                outcome=form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
                revision=revisions[application.pk],
                beyond_places=form.cleaned_data["beyond_places"],
            )
        except ParvisError as error:
            refused.append(f"{application.organisation.name}: {error}")
        else:
            decided += 1
    _say(request, decided, refused)
    return _back(request, jury)


def _say(request: SignedInRequest, decided: int, refused: list[str]) -> None:
    if decided:
        text = ngettext("%(number)s decision is written down.", "%(number)s decisions are written down.", decided)
        messages.success(request, text % {"number": decided})
    for sentence in refused[:5]:
        messages.warning(request, sentence)
    if len(refused) > 5:
        text = ngettext("%(number)s more was refused.", "%(number)s more were refused.", len(refused) - 5)
        messages.warning(request, text % {"number": len(refused) - 5})


def _back(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """The list as it was."""
    here = reverse("juries:ranking", args=[jury.pk])
    back = request.POST.get("back", "")
    is_ours = back.startswith(here) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else here)
