"""The applications of a call: found, ordered, exported, and moved many at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parvis.core import clock
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.selectors.applications import applications_of_call
from parvis.domain.calls.selectors.exporting import COLUMNS, export_rows
from parvis.domain.calls.selectors.listing import DEFAULT_ORDER, find_applications, rows_of, with_names
from parvis.domain.calls.selectors.overview import figures_of
from parvis.domain.calls.services.attaching import attach_many
from parvis.domain.calls.services.screening import Bulk, admit_many, dismiss_many, message_to_many
from parvis.faces.web.calls.screening_forms import (
    BulkDismissForm,
    FilterForm,
    ReasonForm,
    RoundChoiceForm,
    filters_of,
)
from parvis.faces.web.calls.shared import managed, report
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file

TITLES = {
    "admit": gettext_lazy("Admit to the review"),
    "dismiss": gettext_lazy("Not pursue"),
    "attach": gettext_lazy("Attach to a round"),
}
PER_PAGE = 50
MOST_AT_ONCE = 2_000
LIST = "applications"


@signed_in
@require_safe
def applications(request: SignedInRequest, slug: str) -> HttpResponse:
    """What was submitted; the list alone for htmx."""
    call = managed(request, slug)
    figures = figures_of([call])[call.pk]
    order = request.GET.get("order", DEFAULT_ORDER)
    found = with_names(find_applications(call, filters_of(request.GET), order))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "form": FilterForm(request.GET, call, figures),
        "order": order,
        "page": page,
        "rows": rows_of(page),
        "figures": figures,
        "question": request.GET.urlencode(),
    }
    is_fragment = request.headers.get("HX-Target") == LIST
    template = "web/calls/_applications.html" if is_fragment else "web/calls/applications.html"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@signed_in
@require_safe
def export(request: SignedInRequest, slug: str, kind: str) -> HttpResponseBase:
    """The same applications in the same order, as a file without answers."""
    call = managed(request, slug)
    order = request.GET.get("order", DEFAULT_ORDER)
    found = find_applications(call, filters_of(request.GET), order)
    name = f"{call.slug}-{clock.today().isoformat()}"
    return as_file(export_rows(found), COLUMNS, name=name, kind=kind)


@signed_in
@require_POST
def bulk(request: SignedInRequest, slug: str) -> HttpResponse:
    """Admit, dismiss or attach many: the first step asks, the second does it."""
    call = managed(request, slug)
    name = request.POST.get("act", "")
    if name not in TITLES:
        raise Http404
    ids = _chosen(request, call)
    if not ids:
        messages.warning(request, _("Choose at least one application."))
        return redirect("calls:applications", call.slug)
    is_sure = "sure" in request.POST
    form = _form(name, call, request.POST if is_sure else None)
    if is_sure and form.is_valid():
        report(request, _do(request, call, name, ids, form.cleaned_data))
        return redirect("calls:applications", call.slug)
    rows = Application.objects.filter(pk__in=ids).select_related("organisation").order_by("reference")
    context = {"call": call, "name": name, "form": form, "rows": rows, "title": TITLES[name]}
    return render(request, "web/calls/bulk.html", context)


def _chosen(request: SignedInRequest, call: Call) -> list[int]:
    """The applications of the call that were ticked, or all that fit the filters."""
    rows = applications_of_call(call)
    if request.POST.get("everything"):
        rows = find_applications(call, filters_of(request.GET))
    else:
        numbers = [int(text) for text in request.POST.getlist("application") if text.isdecimal()]
        rows = rows.filter(pk__in=numbers)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _form(name: str, call: Call, data: QueryDict | None) -> forms.Form:
    if name == "attach":
        return RoundChoiceForm(data, call=call)
    if name == "admit":
        return ReasonForm(data)
    texts = {f"message_{code}": message_to_many(call, code) for code in ("fr", "en")}
    return BulkDismissForm(data, initial=texts)


def _do(request: SignedInRequest, call: Call, name: str, ids: list[int], data: dict[str, Any]) -> Bulk:
    if name == "attach":
        return attach_many(actor=request.user, call=call, ids=ids, one=data["one"])
    if name == "admit":
        return admit_many(actor=request.user, call=call, ids=ids, reason=data["reason"])
    messages_by_language = {"fr": data["message_fr"], "en": data["message_en"]}
    return dismiss_many(actor=request.user, call=call, ids=ids, reason=data["reason"], messages=messages_by_language)
