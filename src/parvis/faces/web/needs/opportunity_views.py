"""Calls to partner for: the list, the calendar, one call, and who would answer it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.domain.directory.registry import source_info
from parvis.domain.directory.rules import is_account
from parvis.domain.needs import rules
from parvis.domain.needs.models import Opportunity
from parvis.domain.needs.selectors.opportunities import (
    interest_counts,
    interests_of,
    opportunities_in_order,
    opportunities_visible_to,
    opportunity_ids,
)
from parvis.domain.needs.services import opportunities as services
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.navigation import address_of
from parvis.faces.web.needs.calendars import calendar_of
from parvis.faces.web.needs.filters import OpportunityFilterForm
from parvis.faces.web.needs.forms import InterestForm
from parvis.faces.web.needs.reading import blocks_of, in_two
from parvis.faces.web.needs.shared import attempt, paged, saved, spoken_for

LIST = "opportunities"
STAGES = {"single-stage": gettext_lazy("in one stage"), "two-stage": gettext_lazy("in two stages")}
"""How the portal of the European Union says it, in words."""


@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """The calls that fit, what closes first; the list alone for htmx."""
    form = OpportunityFilterForm(request.GET, request.user)
    page = paged(request, opportunity_ids(request.user, form.filters()))
    sees = rules.can_see_interests(request.user)
    counts = interest_counts(page.object_list) if sees else {}
    context = {
        "form": form,
        "page": page,
        "rows": [(one, counts.get(one.pk, 0)) for one in opportunities_in_order(page.object_list)],
        "tab": "opportunities",
        "today": clock.today(),
        "question": request.GET.urlencode(),
        "is_filtered": any(form.asked().values()),
        "can_run": rules.can_run_opportunities(request.user),
    }
    is_fragment = request.headers.get("HX-Target") == LIST
    name = "web/needs/_opportunities.html" if is_fragment else "web/needs/opportunities.html"
    response = render(request, name, context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """The same calls as a calendar."""
    form = OpportunityFilterForm(request.GET, request.user)
    found = opportunities_in_order(opportunity_ids(request.user, form.filters()))
    content = calendar_of(found, _("Calls to partner for"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _found(request: HttpRequest, slug: str) -> Opportunity:
    return get_object_or_404(opportunities_visible_to(request.user).prefetch_related("themes"), slug=slug)


def _page(request: HttpRequest, one: Opportunity, form: InterestForm | None = None) -> HttpResponse:
    user, today = request.user, clock.today()
    sees = rules.can_see_interests(user)
    can_answer = one.deadline is None or one.deadline >= today
    mine = spoken_for(user) if user.is_authenticated else None
    own = dict(mine.values_list("pk", "slug")) if mine is not None else {}
    if form is None and mine is not None and own:
        chosen = next(iter(own.values())) if len(own) == 1 else request.GET.get("organisation")
        form = InterestForm(organisations=mine, initial={"organisation": chosen})
    begun, rest = in_two(blocks_of(one.text))
    context = {
        "opportunity": one,
        "tab": "opportunities",
        "begun": begun,
        "rest": rest,
        "stage": STAGES.get(one.stage, one.stage),
        "source": source_info(one.source) if one.source else None,
        "can_answer": can_answer and not one.is_hidden,
        "left": (one.deadline - today).days if one.deadline and can_answer else None,
        "sees_interests": sees,
        "interests": [(row, row.organisation_id in own) for row in interests_of(one)] if sees else [],
        "form": form if can_answer and not one.is_hidden else None,
        "must_sign_in": not is_account(user),
        "joiners": address_of("matchmaking:opportunity", one.slug) if sees and can_answer else "",
        "can_run": rules.can_run_opportunities(user),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "web/needs/opportunity.html", context, status=status)


@require_safe
def opportunity(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: what it is about, until when, how much, and who would answer it."""
    return _page(request, _found(request, slug))


@require_POST
@signed_in
def interest(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that an organisation would answer the call."""
    one = _found(request, slug)
    mine = spoken_for(request.user)
    if not mine.exists():
        raise Http404
    form = InterestForm(request.POST, organisations=mine)
    if form.is_valid() and saved(
        form, lambda: services.say_interest(actor=request.user, opportunity=one, **form.cleaned_data)
    ):
        messages.success(request, _("Noted. Others who may act for an organisation see it here."))
        return redirect(one)
    return _page(request, one, form)


@require_POST
@signed_in
def take_back(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The organisation would not answer the call after all."""
    one = _found(request, slug)
    row = get_object_or_404(interests_of(one), pk=pk)
    if not rules.can_say_interest(request.user, row.organisation):
        raise Http404
    attempt(request, lambda: services.take_interest_back(actor=request.user, interest=row), _("Taken back."))
    return redirect(one)
