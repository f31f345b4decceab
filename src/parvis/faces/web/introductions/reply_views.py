"""Answers by the link of a mail, without signing in.

Opening a link changes nothing, so that programs which follow the links of mails do no harm; only a button does. The
page never shows how to reach the other side: that comes by mail.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.introductions import rules
from parvis.domain.introductions.selectors.links import Opened, opened
from parvis.domain.introductions.services.answering import accept_introduction, decline_introduction
from parvis.domain.introductions.services.outcomes import can_say, say_outcome
from parvis.domain.introductions.tokens import Question
from parvis.faces.web.introductions.forms import AcceptForm, DeclineForm, OutcomeForm, Refusable


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Agree, or say no."""
    found = opened(token, Question.ANSWER)
    if found is None:
        return _over(request)
    is_yes = request.POST.get("answer") == "accept"
    decline = DeclineForm(request.POST) if request.method == "POST" and not is_yes else DeclineForm()
    if request.method == "POST":
        if is_yes:
            shares = bool(request.POST.get("shares_phone"))
            done = _act(request, lambda: accept_introduction(by=found.by, side=found.side, shares_phone=shares))
        else:
            done = _act(
                request,
                lambda: decline_introduction(by=found.by, side=found.side, **decline.cleaned_data),
                form=decline,
            )
        if done:
            return redirect(request.path)
    context = {"is_awaited": rules.is_awaited(found.side), "accept_form": AcceptForm(), "decline_form": decline}
    return _page(request, found, "web/introductions/reply.html", context, decline)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply_outcome(request: HttpRequest, token: str) -> HttpResponse:
    """Say what came of it."""
    found = opened(token, Question.OUTCOME)
    if found is None:
        return _over(request)
    form = OutcomeForm(request.POST) if request.method == "POST" else OutcomeForm()
    if request.method == "POST" and _act(
        request, lambda: say_outcome(by=found.by, side=found.side, **form.cleaned_data), form=form
    ):
        return redirect(request.path)
    context = {"can_say": can_say(found.side), "outcome_form": form}
    return _page(request, found, "web/introductions/reply_outcome.html", context, form)


def _act(request: HttpRequest, act: Callable[[], object], form: Refusable | None = None) -> bool:
    """Do it; False when the page is to be shown again with what was refused."""
    if form is not None and not form.is_valid():
        return False
    try:
        act()
    except InvalidInput as error:
        if form is not None:
            form.refuse(error)
        return False
    except ParvisError as error:
        messages.info(request, str(error))
    return True


def _page(request: HttpRequest, found: Opened, template: str, context: dict[str, Any], form: Refusable) -> HttpResponse:
    values = {
        "introduction": found.side.introduction,
        "side": found.side,
        "other": found.other,
        "name": found.name,
        "phone": found.phone,
        **context,
    }
    return render(request, template, values, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "web/introductions/reply_over.html", status=410)
