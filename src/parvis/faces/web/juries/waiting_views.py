"""The waiting list and the acceptances of a jury."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision, Jury
from parvis.domain.cohorts.selectors.juries import next_of_waiting_list, places_of, waiting_list
from parvis.domain.cohorts.services import answers
from parvis.domain.cohorts.services.decisions import move_on_waiting_list, promote_from_waiting_list
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import attempt, of_jury, of_managed_jury
from parvis.faces.web.layout.guards import SignedInRequest

PER_PAGE = 50


@require_safe
@of_jury
def waiting(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """The waiting list in its order, and who comes next when a place is free."""
    context = {
        **frame(request, jury, "waiting"),
        "page": Paginator(waiting_list(jury), PER_PAGE).get_page(request.GET.get("page")),
        "places": places_of(jury),
        "following": next_of_waiting_list(jury),
        "can_decide": rules.can_decide(request.user, jury),
    }
    return render(request, "web/juries/waiting.html", context)


def _decision(jury: Jury, decision_id: int) -> Decision:
    rows = Decision.objects.select_related("jury__round__call", "application__organisation", "application__call")
    return get_object_or_404(rows, pk=decision_id, jury=jury)


@require_POST
@of_jury
def move(request: SignedInRequest, jury: Jury, decision_id: int) -> HttpResponse:
    """One place up or down; the page comes back at the same line."""
    found, up = _decision(jury, decision_id), request.POST.get("direction") == "up"
    attempt(request, lambda: move_on_waiting_list(actor=request.user, decision=found, up=up))
    answer = redirect("juries:waiting_list", jury.pk)
    page = request.POST.get("page", "")
    answer["Location"] += f"?page={page}" if page.isdecimal() and page != "1" else ""
    answer["Location"] += f"#waiting-{found.pk}"
    return answer


@require_POST
@of_managed_jury
def promote(request: SignedInRequest, jury: Jury, decision_id: int) -> HttpResponse:
    """Accept from the waiting list; the letter is then drafted and sent like the others."""
    found, beyond = _decision(jury, decision_id), request.POST.get("beyond_places") == "on"
    done = attempt(
        request,
        lambda: promote_from_waiting_list(actor=request.user, decision=found, beyond_places=beyond),
        _("%(name)s is accepted. Draft and send the letter.") % {"name": found.application.organisation.name},
    )
    return redirect("juries:outbox" if done else "juries:waiting_list", jury.pk)


@require_safe
@of_managed_jury
def acceptances(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """What accepted start-ups answered, and whose answer is awaited."""
    rows = Decision.objects.filter(jury=jury, outcome=Outcome.ACCEPT, first_notified_at__isnull=False)
    rows = rows.select_related("application__organisation", "answered_by").order_by("state", "application__reference")
    listed = list(rows)
    context = {
        **frame(request, jury, "acceptances"),
        "rows": listed,
        "awaited": sum(row.state == DecisionState.NOTIFIED for row in listed),
        "places": places_of(jury),
        "following": next_of_waiting_list(jury),
    }
    return render(request, "web/juries/acceptances.html", context)


@require_POST
@of_managed_jury
def answer_for(request: SignedInRequest, jury: Jury, decision_id: int) -> HttpResponse:
    """Write down what a start-up said by telephone."""
    found, word = _decision(jury, decision_id), request.POST.get("word", "")
    if request.POST.get("answer") == "confirm":
        attempt(
            request,
            lambda: answers.confirm_acceptance(actor=request.user, decision=found, word=word),
            _("The place is confirmed."),
        )
    else:
        attempt(
            request,
            lambda: answers.decline_acceptance(actor=request.user, decision=found, word=word),
            _("The place is free again."),
        )
    return redirect("juries:acceptances", jury.pk)
