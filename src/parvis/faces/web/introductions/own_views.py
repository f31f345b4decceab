"""Introductions as the two organisations see them: to answer, under way, past; and one of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.core.errors import InvalidInput, InvalidTransition, ParvisError
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import organisations_of
from parvis.domain.introductions import rules
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.parties import By
from parvis.domain.introductions.selectors.introductions import introductions_visible_to
from parvis.domain.introductions.selectors.own import OwnTab, own_introductions, own_lines, tab_counts
from parvis.domain.introductions.services import answering, following, outcomes
from parvis.faces.web.introductions.forms import AcceptForm, DeclineForm, MeetingForm, OutcomeForm, Refusable
from parvis.faces.web.introductions.page import page_of_introduction
from parvis.faces.web.juries.guards import attempt
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 20


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """The introductions of the account's organisations, by what is to be done."""
    own = list(Organisation.objects.filter(pk__in=organisations_of(request.user)).order_by("name", "pk"))
    writing = set(organisations_of(request.user, *WRITERS))
    writes = [one for one in own if one.pk in writing]
    organisation = next((one for one in own if one.slug == request.GET.get("organisation")), None)
    counts = tab_counts(request.user, organisation)
    wanted = request.GET.get("tab", "")
    tab = OwnTab(wanted) if wanted in OwnTab.values else OwnTab.ANSWER if counts[OwnTab.ANSWER] else OwnTab.UNDER_WAY
    page = Paginator(own_introductions(request.user, tab, organisation), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": [(one, counts[one]) for one in OwnTab],
        "page": page,
        "lines": own_lines(request.user, page.object_list),
        "own": own,
        "organisation": organisation,
        "writes": writes,
        "can_propose": bool(writes) or rules.is_matchmaker(request.user),
    }
    return render(request, "web/introductions/mine.html", context)


def introduction_of(request: SignedInRequest, pk: int) -> Introduction:
    """The introduction, if the reader may see it."""
    rows = introductions_visible_to(request.user).select_related("need", "offer", "opportunity", "project")
    return get_object_or_404(rows, pk=pk)


@require_safe
@signed_in
def introduction(request: SignedInRequest, pk: int) -> HttpResponse:
    """One introduction: what it is about, what each said, what one may do."""
    found = introduction_of(request, pk)
    return render(request, "web/introductions/introduction.html", page_of_introduction(request.user, found))


def own_side(request: SignedInRequest, pk: int) -> IntroductionSide:
    """The side for which the reader answers; the posted `side` says which of two. Raises 404 for others."""
    found = introduction_of(request, pk)
    rows = IntroductionSide.objects.filter(introduction=found).select_related("organisation", "person")
    sides = [side for side in rows if rules.can_answer(request.user, side)]
    if not sides:
        raise Http404
    chosen = next((side for side in sides if side.position == request.POST.get("side")), sides[0])
    chosen.introduction = found
    return chosen


@require_POST
@signed_in
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree to meet."""
    side, form = own_side(request, pk), AcceptForm(request.POST)
    shares = form.is_valid() and form.cleaned_data["shares_phone"]
    attempt(
        request,
        lambda: answering.accept_introduction(by=By(request.user), side=side, shares_phone=shares),
        _("Thank you: you agree. As soon as both do, you get each other’s contact details."),
    )
    return redirect("introductions:introduction", pk)


@require_POST
@signed_in
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say no, with a reason."""
    side, form = own_side(request, pk), DeclineForm(request.POST)

    def act() -> None:
        answering.decline_introduction(by=By(request.user), side=side, **form.cleaned_data)

    return _done(request, side.introduction, form, "decline_form", act, _("Thank you for your answer."))


@require_POST
@signed_in
def outcome(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    side, form = own_side(request, pk), OutcomeForm(request.POST)

    def act() -> None:
        outcomes.say_outcome(by=By(request.user), side=side, **form.cleaned_data)

    return _done(request, side.introduction, form, "outcome_form", act, _("Thank you for telling us."))


@require_POST
@signed_in
def met(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that they met."""
    found = introduction_of(request, pk)
    if not rules.can_follow(request.user, found):
        raise Http404
    form = MeetingForm(request.POST)

    def act() -> None:
        following.note_meeting(actor=request.user, introduction=found, **form.cleaned_data)

    return _done(request, found, form, "meeting_form", act, _("Noted."))


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the proposal back."""
    found = introduction_of(request, pk)
    is_over = found.state not in rules.ASKING
    if not rules.can_withdraw(request.user, found) and not (is_over and rules.can_follow(request.user, found)):
        raise Http404
    reason = request.POST.get("reason", "")

    def act() -> None:
        if is_over:
            raise InvalidTransition(_("No answer is awaited any more: there is nothing to take back."))
        following.withdraw_introduction(actor=request.user, introduction=found, reason=reason)

    attempt(request, act, _("The proposal is taken back; whoever was asked is told."))
    return redirect("introductions:introduction", pk)


def _done(
    request: SignedInRequest, found: Introduction, form: Refusable, name: str, act: Callable[[], Any], sentence: str
) -> HttpResponse:
    """Do it if the form is whole, or show the page again with what was refused."""
    if form.is_valid():
        try:
            act()
        except InvalidInput as error:
            form.refuse(error)
        except ParvisError as error:
            messages.warning(request, str(error))
            return redirect("introductions:introduction", found.pk)
        else:
            messages.success(request, sentence)
            return redirect("introductions:introduction", found.pk)
    context = {**page_of_introduction(request.user, found), name: form}
    return render(request, "web/introductions/introduction.html", context, status=422)
