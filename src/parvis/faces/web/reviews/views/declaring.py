"""Reviewers say with whom they are tied, what they would gladly read, and what they know."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import InvalidTransition
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import PanelState, Wish
from parvis.domain.reviews.models import Tie
from parvis.domain.reviews.reasons import reason_of
from parvis.domain.reviews.selectors.declaring import declarable_applications, declarables, ties_of
from parvis.domain.reviews.services import declaring as services
from parvis.domain.reviews.services.reviewers import edit_reviewer
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.reviews.forms import ReviewerForm
from parvis.faces.web.reviews.shared import posted, reviewer_or_404

TOGETHER = 30
"""Applications of one page of declarations."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declare(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Ties and wishes, one page of applications at a time; what was said is saved page by page."""
    reviewer = reviewer_or_404(request.user, panel_id)
    page = Paginator(declarable_applications(reviewer), TOGETHER).get_page(request.GET.get("page"))
    if request.method == "POST":
        shown = [row.pk for row in page]
        conflicts = {pk: request.POST.get(f"note-{pk}", "") for pk in shown if f"tied-{pk}" in request.POST}
        wishes = {pk: request.POST.get(f"wish-{pk}", "") for pk in shown}
        services.declare(actor=request.user, reviewer=reviewer, shown=shown, conflicts=conflicts, wishes=wishes)
        if page.has_next():
            return redirect(f"{request.path}?page={page.next_page_number()}")
        services.finish_declaration(actor=request.user, reviewer=reviewer)
        messages.success(
            request, _("Thank you: your declaration is complete. You can change it until the reviews begin.")
        )
        return redirect("reviews:panel", reviewer.panel_id)
    context = {
        "reviewer": reviewer,
        "panel": reviewer.panel,
        "page": page,
        "rows": [(row, [reason_of(one) for one in row.detected]) for row in declarables(reviewer, page)],
        "wishes": Wish.choices,
        "can_declare": rules.can_declare(request.user, reviewer),
        "can_take_back": reviewer.panel.state in services.EARLY,
        "ties": ties_of(reviewer),
    }
    return render(request, "web/reviews/declare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ties(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Name organisations with which one is tied, whoever of them applies."""
    reviewer = reviewer_or_404(request.user, panel_id)
    if request.method == "POST":
        number = request.POST.get("organisation", "")
        found = get_object_or_404(Organisation, pk=number if number.isascii() and number.isdigit() else 0)
        services.name_tie(actor=request.user, reviewer=reviewer, organisation=found)
        messages.success(request, _("%(name)s is noted: nothing of it will be given to you.") % {"name": found.name})
        return redirect("reviews:ties", panel_id)
    query = " ".join(request.GET.get("q", "")[:200].split())
    rows = ties_of(reviewer)
    named = organisations_named(query, exclude=[row.organisation_id for row in rows], limit=8) if query else []
    context = {
        "reviewer": reviewer,
        "panel": reviewer.panel,
        "ties": rows,
        "query": query,
        "found": [one.organisation for one in named],
        "can_take_back": reviewer.panel.state in services.EARLY,
        "can_declare": rules.can_declare(request.user, reviewer),
    }
    return render(request, "web/reviews/_found.html" if request.htmx else "web/reviews/ties.html", context)


@require_POST
@signed_in
def tie_remove(request: SignedInRequest, panel_id: int, tie_id: int) -> HttpResponse:
    """Take the name of an organisation back."""
    reviewer = reviewer_or_404(request.user, panel_id)
    tie = get_object_or_404(Tie.objects.select_related("organisation"), pk=tie_id, reviewer=reviewer)
    tie.reviewer = reviewer
    try:
        services.drop_tie(actor=request.user, tie=tie)
    except InvalidTransition as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s is taken off your list.") % {"name": tie.organisation.name})
    return redirect("reviews:ties", panel_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """What one knows, and how much one reads."""
    reviewer = reviewer_or_404(request.user, panel_id)
    initial = {name: getattr(reviewer, name) for name in ("expertise", "max_load", "language")}
    form = ReviewerForm(posted(request), initial={**initial, "themes": reviewer.themes.all()})
    if request.method == "POST" and form.is_valid():
        edit_reviewer(actor=request.user, reviewer=reviewer, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reviews:panel", panel_id)
    is_closed = reviewer.panel.state == PanelState.CLOSED
    context = {"reviewer": reviewer, "panel": reviewer.panel, "form": form, "is_closed": is_closed}
    return render(request, "web/reviews/profile.html", context)
