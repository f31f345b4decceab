"""How far a panel is, for those who run the call."""

from operator import attrgetter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.errors import InvalidInput
from parvis.domain.calls.models import Application
from parvis.domain.reviews.selectors.discussing import can_discuss, is_barred_from, thread_of
from parvis.domain.reviews.selectors.exports import COLUMNS, export_rows
from parvis.domain.reviews.selectors.panels import applications_of
from parvis.domain.reviews.selectors.progress import (
    late_ones,
    lines_of,
    progress_of,
    reviews_by_conflicted,
)
from parvis.domain.reviews.selectors.reviewing import submitted_reviews
from parvis.domain.reviews.services.discussing import write_message
from parvis.domain.reviews.services.reminding import remind_reviewers
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.reviews.forms import MessageForm, ReminderForm
from parvis.faces.web.reviews.shared import PER_PAGE, add_errors, frame, panel_or_404, posted, time_left
from parvis.faces.web.reviews.views.panels import steps_of

LATE_SHOWN = 10
ORDERS = ("submitted", "-submitted", "assigned", "-assigned", "reference", "-reference")


@require_safe
@signed_in
def board(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The figures, the next step, and every application with its reviews, the weakest first."""
    panel = panel_or_404(request.user, panel_id)
    order = request.GET.get("order", "submitted")
    order = order if order in ORDERS else "submitted"
    weak_only = request.GET.get("weak") == "1"
    lines = lines_of(panel)
    shown = [line for line in lines if line.submitted < panel.reviews_each] if weak_only else lines
    by_order = sorted(shown, key=attrgetter(order.removeprefix("-")), reverse=order.startswith("-"))
    page = Paginator(by_order, PER_PAGE).get_page(request.GET.get("page"))
    applications = Application.objects.select_related("organisation").in_bulk([line.pk for line in page])
    context = {
        **frame(panel, "board"),
        "progress": progress_of(panel, lines),
        "time_left": time_left(panel.due_at),
        "steps": steps_of(panel),
        "page": page,
        "rows": [(line, applications[line.pk]) for line in page if line.pk in applications],
        "order": order,
        "weak_only": weak_only,
        "late": late_ones(panel, most=LATE_SHOWN),
        "conflicted": reviews_by_conflicted(panel)[:10],
    }
    return render(request, "web/reviews/_board_list.html" if request.htmx else "web/reviews/board.html", context)


@require_safe
@signed_in
def export(request: SignedInRequest, panel_id: int, kind: str) -> HttpResponseBase:
    """Every review with its marks, as a table."""
    panel = panel_or_404(request.user, panel_id)
    if kind not in {"csv", "xlsx", "json"}:
        raise Http404
    rows = export_rows(request.user, panel)
    return as_file(rows, [*COLUMNS, *(name for name in rows.marks)], name=f"panel-{panel.pk}", kind=kind)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remind(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Whom a reminder would reach and what it says, before it goes out."""
    panel = panel_or_404(request.user, panel_id)
    form = ReminderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ticked = [int(number) for number in request.POST.getlist("reviewer") if number.isascii() and number.isdigit()]
        chosen = [late.pk for late in late_ones(panel)] if "everyone" in request.POST else ticked
        done = remind_reviewers(actor=request.user, panel=panel, reviewers=chosen, word=form.cleaned_data["word"])
        said = ngettext("One reminder is on its way.", "%(count)d reminders are on their way.", done.told)
        messages.success(request, said % {"count": done.told})
        if done.spared:
            messages.info(request, _("Left out, because they had one today: %(count)d.") % {"count": done.spared})
        return redirect("reviews:board", panel.pk)
    context = {
        **frame(panel, "board"),
        "form": form,
        "page": Paginator(late_ones(panel), PER_PAGE).get_page(request.GET.get("page")),
        "time_left": time_left(panel.due_at),
    }
    return render(request, "web/reviews/remind.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """What reviewers wrote about one application, and the discussion; not for whom a conflict keeps away."""
    panel = panel_or_404(request.user, panel_id)
    if is_barred_from(request.user, panel, application_id):
        raise Http404
    rows = applications_of(panel).select_related("organisation")
    found: Application = get_object_or_404(rows, pk=application_id)
    form = MessageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            write_message(actor=request.user, panel=panel, application=found, text=form.cleaned_data["text"])
        except InvalidInput as error:
            add_errors(form, error)
        else:
            return redirect(f"{request.path}#discussion")
    context = {
        **frame(panel, "board"),
        "application": found,
        "reviews": submitted_reviews(panel, found),
        "thread": thread_of(panel, found),
        "form": form,
        "can_discuss": can_discuss(request.user, panel, found),
    }
    return render(request, "web/reviews/team_application.html", context)
