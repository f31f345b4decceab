"""What the campus sees of all introductions, and does with them."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.introductions.models import Introduction
from parvis.domain.introductions.rules import is_matchmaker
from parvis.domain.introductions.selectors import board as read
from parvis.domain.introductions.services.reminding import remind_now
from parvis.faces.web.introductions.exports import COLUMNS, as_rows
from parvis.faces.web.introductions.team_forms import BoardForm
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file

PER_PAGE = 50


def check(request: SignedInRequest) -> None:
    """These pages are for matchmakers; to others they are not there."""
    if not is_matchmaker(request.user):
        raise Http404


@require_safe
@signed_in
def board(request: SignedInRequest) -> HttpResponse:
    """What waits, for whom, and how long."""
    check(request)
    form = BoardForm(request.GET)
    page = Paginator(read.board(form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    by_state = read.counts_by_state()
    context = {
        "form": form,
        "page": page,
        "lines": read.board_lines(page.object_list),
        "turns": list(read.counts_by_turn().items()),
        "states": [(state, by_state[state]) for state in IntroductionState if by_state[state]],
        "is_filtered": any(vars(form.filters()).values()),
        "has_any": any(by_state.values()),
        "query": _query(request),
    }
    return render(request, "web/introductions/board.html", context)


def _query(request: SignedInRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@require_safe
@signed_in
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The same list as a file."""
    check(request)
    lines: Iterator[read.BoardLine] = read.all_lines(read.board(BoardForm(request.GET).filters()))
    return as_file(as_rows(lines), COLUMNS, name="introductions", kind=kind)


@require_POST
@signed_in
def remind(request: SignedInRequest) -> HttpResponse:
    """Remind the silent sides of what was chosen."""
    check(request)
    chosen = [int(pk) for pk in request.POST.getlist("introduction") if pk.isdecimal()][:PER_PAGE]
    reminded, left = remind_now(actor=request.user, introductions=Introduction.objects.filter(pk__in=chosen))
    if not chosen:
        messages.warning(request, _("Choose at least one introduction."))
    elif not reminded:
        messages.warning(request, _("Nobody was reminded: they were written to in the last two days, or cannot be."))
    else:
        done = ngettext("%(number)s side is reminded.", "%(number)s sides are reminded.", reminded)
        rest = ngettext(
            "%(number)s was written to in the last two days, or cannot be.",
            "%(number)s were written to in the last two days, or cannot be.",
            left,
        )
        sentence = done % {"number": reminded}
        messages.success(request, f"{sentence} {rest % {'number': left}}" if left else sentence)
    return redirect("introductions:board")
