"""What the campus does with one introduction: choose who is written to, note answers, ask again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.introductions.enums import DeclineReason, Position
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.introductions.services import answering, following, outcomes
from parvis.faces.web.introductions.forms import Refusable
from parvis.faces.web.introductions.own_views import introduction_of
from parvis.faces.web.introductions.team_forms import NoteForm, OnBehalfForm, PersonForm, SideOutcomeForm
from parvis.faces.web.introductions.team_views import check
from parvis.faces.web.juries.guards import attempt
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


def _side(request: SignedInRequest, pk: int, position: str) -> IntroductionSide:
    check(request)
    if position not in Position.values:
        raise Http404
    rows = IntroductionSide.objects.select_related("introduction", "organisation", "person")
    return get_object_or_404(rows, introduction=pk, position=position)


def _form_page(
    request: SignedInRequest,
    side: IntroductionSide,
    form: Refusable,
    title: str,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Show the form, or do what was filled in and go back to the introduction."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except InvalidInput as error:
            form.refuse(error)
        except ParvisError as error:
            messages.warning(request, str(error))
            return redirect("introductions:introduction", side.introduction_id)
        else:
            messages.success(request, done)
            return redirect("introductions:introduction", side.introduction_id)
    context = {"side": side, "introduction": side.introduction, "form": form, "title": title}
    return render(request, "web/introductions/side_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person(request: SignedInRequest, pk: int, position: str) -> HttpResponse:
    """Choose who is written to for a side."""
    side = _side(request, pk, position)
    form = PersonForm(request.POST if request.method == "POST" else None).choose_from(side)

    def act() -> None:
        following.choose_person(actor=request.user, side=side, person=form.cleaned_data["person"])

    return _form_page(request, side, form, _("Who is written to"), act, _("They are written to."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def on_behalf(request: SignedInRequest, pk: int, position: str) -> HttpResponse:
    """Note what a side has answered to the campus."""
    side = _side(request, pk, position)
    form = OnBehalfForm(request.POST if request.method == "POST" else None).choose_from(side)

    def act() -> None:
        found = form.cleaned_data
        if found["answer"] == "accept":
            answering.accept_on_behalf(actor=request.user, side=side, note=found["note"], person=found["person"])
        else:
            reason = found["reason"] or DeclineReason.OTHER
            answering.decline_on_behalf(actor=request.user, side=side, note=found["note"], reason=reason)

    return _form_page(request, side, form, _("What they answered"), act, _("The answer is noted."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def outcome_for(request: SignedInRequest, pk: int, position: str) -> HttpResponse:
    """Note what a side says came of it."""
    side = _side(request, pk, position)
    form = SideOutcomeForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        outcomes.say_outcome_on_behalf(actor=request.user, side=side, **form.cleaned_data)

    return _form_page(request, side, form, _("What came of it, as they say"), act, _("Noted."))


@require_POST
@signed_in
def passed_on(request: SignedInRequest, pk: int, position: str) -> HttpResponse:
    """Say that a side was reached by hand."""
    side = _side(request, pk, position)
    attempt(
        request,
        lambda: following.note_passed_on(actor=request.user, side=side),
        _("Noted: their time to answer begins."),
    )
    return redirect("introductions:introduction", pk)


@require_POST
@signed_in
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whoever stayed silent once more."""
    check(request)
    found = introduction_of(request, pk)
    attempt(
        request, lambda: following.ask_again(actor=request.user, introduction=found), _("They are asked once more.")
    )
    return redirect("introductions:introduction", pk)


@require_POST
@signed_in
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a note."""
    check(request)
    found, form = introduction_of(request, pk), NoteForm(request.POST)
    if form.is_valid():
        following.write_note(actor=request.user, introduction=found, note=form.cleaned_data["note"])
        messages.success(request, _("Saved."))
    return redirect("introductions:introduction", pk)
