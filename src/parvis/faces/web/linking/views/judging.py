"""Judge one pair after the other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.accounts.enums import Role
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.linking.enums import PairState
from parvis.domain.linking.models import CandidatePair
from parvis.domain.linking.selectors.judgements import last_word_of
from parvis.domain.linking.selectors.pairs import pairs_visible_to
from parvis.domain.linking.services.judging import judge_pair, withdraw_judgement
from parvis.faces.web.layout.guards import SignedInRequest, role_required
from parvis.faces.web.linking.pair_page import pair_page
from parvis.faces.web.linking.question import Question, number_of

judges_only = role_required(Role.COMMUNITY)
SCRIPTED = "Parvis-Judging"
"""The header by which the script of the page asks for parts alone."""


def is_scripted(request: HttpRequest) -> bool:
    """True when the page's own script asks."""
    return SCRIPTED in request.headers


def address_of(pair: CandidatePair, question: Question) -> str:
    """The page of a pair, among those that someone goes through."""
    return reverse("linking:pair", args=[pair.pk]) + question.query


@require_safe
@judges_only
def following(request: SignedInRequest) -> HttpResponse:
    """The next pair: its page, or for the script that part of it which changes; nothing left is said."""
    question = Question.of(request.GET)
    without = tuple(number_of(text) for text in request.GET.getlist("without")[:10])
    pair = question.following(request.user, without=without)
    if is_scripted(request):
        return _part(request, pair, question) if pair else HttpResponse(status=204)
    if pair:
        return redirect(address_of(pair, question))
    return _nothing_left(request, question)


def _nothing_left(request: SignedInRequest, question: Question) -> HttpResponse:
    if question.batch:
        return redirect("linking:batch", question.batch)
    messages.success(request, _("No pair is left to judge here."))
    return redirect(reverse("linking:queue") + question.query)


def _part(request: SignedInRequest, pair: CandidatePair, question: Question) -> HttpResponse:
    context = {"page": pair_page(request.user, pair), "question": question}
    response = render(request, "web/linking/_pair.html", context)
    response["Parvis-Pair"] = str(pair.pk)
    response["Parvis-Address"] = address_of(pair, question)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@judges_only
def pair(request: SignedInRequest, pk: int) -> HttpResponse:
    """One pair, side by side; judging it leads to the next one."""
    found = get_object_or_404(pairs_visible_to(request.user), pk=pk)
    question = Question.of(request.GET)
    if request.method == "POST":
        return _judge(request, found, question)
    context = {
        "page": pair_page(request.user, found),
        "question": question,
        "batch": question.batch_for(request.user),
        "can_undo": last_word_of(request.user) is not None,
    }
    return render(request, "web/linking/pair.html", context)


def _judge(request: SignedInRequest, found: CandidatePair, question: Question) -> HttpResponse:
    """Write the verdict down; what is refused brings back the pair with a sentence and what was typed."""
    given = request.POST
    try:
        judge_pair(
            actor=request.user,
            pair=found,
            verdict=given.get("verdict", ""),
            reason=given.get("reason", ""),
            survivor=number_of(given.get("survivor", "")),
            override=given.get("override", ""),
        )
    except (Conflict, InvalidInput, NotAllowed) as error:
        return _refused(request, found, question, str(error))
    if is_scripted(request):
        return HttpResponse(status=204)
    found.refresh_from_db()
    sentence = _("Judged: %(verdict)s.") % {"verdict": PairState(found.state).label}
    messages.success(request, sentence)
    return redirect(reverse("linking:following") + question.query)


def _refused(request: SignedInRequest, found: CandidatePair, question: Question, sentence: str) -> HttpResponse:
    if is_scripted(request):
        context = {"sentence": sentence, "pair": found, "address": address_of(found, question)}
        return render(request, "web/linking/_refused.html", context, status=409)
    context = {
        "page": pair_page(request.user, found),
        "question": question,
        "problem": sentence,
        "batch": question.batch_for(request.user),
        "reason": request.POST.get("reason", ""),
        "override": request.POST.get("override", ""),
    }
    return render(request, "web/linking/pair.html", context, status=409)


@require_POST
@judges_only
def undo(request: SignedInRequest) -> HttpResponse:
    """Take back one's own last judgement, and show its pair again."""
    question, last = Question.of(request.GET), last_word_of(request.user)
    if last is None:
        messages.warning(request, _("There is no judgement of yours to take back."))
        return redirect(reverse("linking:queue") + question.query)
    found = CandidatePair.objects.filter(judgement=last).first()
    try:
        withdraw_judgement(actor=request.user, judgement=last)
    except (Conflict, InvalidTransition) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Your last judgement is taken back."))
    return redirect(address_of(found, question) if found else reverse("linking:queue") + question.query)
