"""The queue of pairs, and what was judged."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.linking.enums import PairState, Verdict
from parvis.domain.linking.selectors.judgements import judgements_visible_to, last_words, pair_of
from parvis.domain.linking.selectors.labelled import labelled_pairs
from parvis.domain.linking.selectors.pairs import counts_by_state, queue, source_pairs
from parvis.domain.linking.services.judging import withdraw_judgement
from parvis.domain.linking.services.proposing import ask_for_proposals
from parvis.faces.web.layout.guards import SignedInRequest
from parvis.faces.web.linking.exports import as_csv
from parvis.faces.web.linking.forms import FilterForm
from parvis.faces.web.linking.question import Question
from parvis.faces.web.linking.views.judging import judges_only

PER_PAGE = 25


@require_safe
@judges_only
def index(request: SignedInRequest) -> HttpResponse:
    """Which pairs there are, by state, with filters; from here one goes through them."""
    question = Question.of(request.GET)
    page = Paginator(queue(request.user, question.filters), PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_by_state(request.user)
    context = {
        "question": question,
        "form": FilterForm.of(question, source_pairs(request.user)),
        "page": page,
        "states": [
            (state, PairState(state).label, counts.get(state, 0), question.query_for(state))
            for state in PairState.values
        ],
        "waiting": counts.get(PairState.PROPOSED, 0),
        "total": sum(counts.values()),
    }
    return render(request, "web/linking/queue.html", context)


@require_POST
@judges_only
def search(request: SignedInRequest) -> HttpResponse:
    """Ask for a new search for pairs."""
    ask_for_proposals(actor=request.user)
    messages.success(request, _("The search for pairs has been queued; it takes a minute or two."))
    return redirect("linking:queue")


@require_safe
@judges_only
def judgements(request: SignedInRequest) -> HttpResponse:
    """What people said about pairs, the newest first."""
    page = Paginator(judgements_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    keys = {key for judgement in page.object_list for key in pair_of(judgement)}
    standing = {word.pk for word in last_words(keys).values() if word.verdict != Verdict.WITHDRAWN}
    return render(request, "web/linking/judgements.html", {"page": page, "standing": standing})


@require_safe
@judges_only
def labelled(request: SignedInRequest) -> StreamingHttpResponse:
    """Every pair that was judged the same or different, as `parvis engine fit` reads it."""
    response = StreamingHttpResponse(as_csv(labelled_pairs(request.user)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pairs-{clock.today()}.csv"'
    return response


@require_POST
@judges_only
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a judgement back, whoever's it is."""
    judgement = get_object_or_404(judgements_visible_to(request.user), pk=pk)
    try:
        withdraw_judgement(actor=request.user, judgement=judgement, reason=request.POST.get("reason", ""))
    except (Conflict, InvalidTransition) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The judgement is taken back."))
    return redirect("linking:judgements")
