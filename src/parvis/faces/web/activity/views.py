"""The log of acts: all of it, as CSV, and one's own part."""

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from parvis.base.accounts.enums import Role
from parvis.base.activity.selectors.entries import entries_concerning, entries_visible_to
from parvis.core import clock
from parvis.faces.web.activity.exports import as_csv
from parvis.faces.web.activity.forms import FilterForm, PeriodForm
from parvis.faces.web.activity.lines import lines
from parvis.faces.web.layout.guards import SignedInRequest, role_required, signed_in

PER_PAGE = 50
administrators_only = role_required(Role.ADMINISTRATOR)


@administrators_only
def activity(request: SignedInRequest) -> HttpResponse:
    """Every line with filters; the list alone for htmx."""
    form = FilterForm(request.GET)
    page = Paginator(entries_visible_to(request.user, form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": lines(page), "query": request.GET.urlencode()}
    return render(request, "web/activity/_list.html" if request.htmx else "web/activity/activity.html", context)


@administrators_only
def export(request: SignedInRequest) -> StreamingHttpResponse:
    """What the filters leave, all of it, as CSV."""
    entries = entries_visible_to(request.user, FilterForm(request.GET).filters())
    response = StreamingHttpResponse(as_csv(entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="activity-{clock.today()}.csv"'
    return response


@signed_in
def own_activity(request: SignedInRequest) -> HttpResponse:
    """What one did, and what others did that concerns one; the list alone for htmx."""
    form = PeriodForm(request.GET)
    page = Paginator(entries_concerning(request.user, form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": lines(page)}
    return render(request, "web/activity/_list.html" if request.htmx else "web/activity/own.html", context)
