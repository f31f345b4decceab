"""Cohorts as everyone reads them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import CohortState
from parvis.domain.cohorts.selectors.cohorts import (
    by_theme,
    cohorts_visible_to,
    members_of_cohort,
    published_cohorts,
)
from parvis.domain.cohorts.selectors.funnel import funnel_of
from parvis.faces.web.cohorts.structured_data import cohort_data
from parvis.faces.web.seo.structured import script

PER_PAGE = 20


@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """The published cohorts, the newest first."""
    page = Paginator(published_cohorts(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/cohorts/cohorts.html", {"page": page, "can_create": can_manage_some_call(request.user)})


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """One cohort with its start-ups by theme; `theme` shows those of one."""
    found = get_object_or_404(cohorts_visible_to(request.user), slug=slug)
    members = list(members_of_cohort(found))
    groups = by_theme(members)
    wanted = request.GET.get("theme", "")
    shown = [group for group in groups if not wanted or (group.theme and group.theme.code == wanted)]
    funnel = funnel_of(found.round) if found.round else None
    context = {
        "cohort": found,
        "members": members,
        "groups": groups,
        "shown": shown,
        "wanted": wanted,
        "regions": len({member.organisation.region_id for member in members} - {None}),
        "funnel": funnel,
        "is_draft": found.state == CohortState.DRAFT,
        "can_manage": rules.can_manage_cohort(request.user, found),
        "structured": script(cohort_data(found, members, the_campus())),
    }
    return render(request, "web/cohorts/cohort.html", context)
