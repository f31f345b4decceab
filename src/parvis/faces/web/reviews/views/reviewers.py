"""The reviewers of a panel: invite, edit, invite again, take off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.accounts.models import User
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.models import Person
from parvis.domain.reviews.enums import ReviewerState
from parvis.domain.reviews.models import Panel, Reviewer
from parvis.domain.reviews.selectors.progress import reviewers_with_progress
from parvis.domain.reviews.services import reviewers as services
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.reviews.forms import InviteForm, ReviewerFilterForm, ReviewerForm
from parvis.faces.web.reviews.shared import PER_PAGE, add_errors, frame, panel_or_404, posted

ORDERS = ("name", "-name", "assigned", "-assigned", "left", "-left", "conflicted", "-conflicted")
TONES = {"invited": "pending", "accepted": "accepted", "declined": "refused", "left": "closed"}
SUGGESTED = 10


@require_safe
@signed_in
def reviewers(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Who sits on the panel, who was asked, and how far they are."""
    panel = panel_or_404(request.user, panel_id)
    form = ReviewerFilterForm(request.GET)
    rows = reviewers_with_progress(panel).prefetch_related("themes")
    if form.is_valid():
        if form.cleaned_data["state"]:
            rows = rows.filter(state=form.cleaned_data["state"])
        for word in form.cleaned_data["q"].split()[:10]:
            rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    order = request.GET.get("order", "name")
    order = order if order in ORDERS else "name"
    page = Paginator(rows.order_by(order, "name", "id"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(panel, "reviewers"),
        "form": form,
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page],
        "order": order,
    }
    template = "web/reviews/_reviewers.html" if request.htmx else "web/reviews/reviewers.html"
    return render(request, template, context)


def people_named(words: str) -> list[Person]:
    """People of the directory with an address, by words of their name."""
    rows = Person.objects.exclude(email="", account=None).select_related("account")
    for word in words.split()[:5]:
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name", "id")[:SUGGESTED]) if words.strip() else []


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Invite people of the directory, or a pasted list of addresses."""
    panel = panel_or_404(request.user, panel_id)
    form = InviteForm(posted(request), initial={"language": get_language()})
    if request.method == "POST" and "person" in request.POST:
        return _invite_person(request, panel)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            invited = services.invite_pasted(
                actor=request.user, panel=panel, text=data["people"], language=data["language"]
            )
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _said(len(invited)))
            return redirect("reviews:reviewers", panel.pk)
    query = request.GET.get("q", "")[:100]
    context = {**frame(panel, "reviewers"), "form": form, "query": query, "people": people_named(query)}
    return render(request, "web/reviews/_people.html" if request.htmx else "web/reviews/invite.html", context)


def _invite_person(request: SignedInRequest, panel: Panel) -> HttpResponse:
    number = request.POST["person"]
    person = get_object_or_404(Person, pk=number if number.isascii() and number.isdigit() else 0)
    account: User | None = person.account
    email, language = (account.email, account.language) if account else (person.email, "")
    one = services.Invited(email, person.name, person)
    try:
        services.invite_reviewers(
            actor=request.user, panel=panel, people=[one], language=language or get_language() or "fr"
        )
    except InvalidInput as error:
        messages.error(request, " ".join(sentence for said in error.fields.values() for sentence in said))
    else:
        messages.success(request, _("%(name)s is invited.") % {"name": person.name})
    return redirect("reviews:reviewers_invite", panel.pk)


def _said(number: int) -> str:
    return ngettext("One invitation is on its way.", "%(count)d invitations are on their way.", number) % {
        "count": number
    }


def _reviewer(panel: Panel, reviewer_id: int) -> Reviewer:
    found: Reviewer = get_object_or_404(reviewers_with_progress(panel), pk=reviewer_id)
    found.panel = panel
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reviewer(request: SignedInRequest, panel_id: int, reviewer_id: int) -> HttpResponse:
    """What one reviewer knows, and how much they read."""
    panel = panel_or_404(request.user, panel_id)
    row = _reviewer(panel, reviewer_id)
    initial = {name: getattr(row, name) for name in ("expertise", "max_load", "language")}
    form = ReviewerForm(posted(request), initial={**initial, "themes": row.themes.all()})
    if request.method == "POST" and form.is_valid():
        services.edit_reviewer(actor=request.user, reviewer=row, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reviews:reviewers", panel.pk)
    context = {
        **frame(panel, "reviewers"),
        "reviewer": row,
        "row_tone": TONES[row.state],
        "form": form,
        "can_resend": row.state in services.ASKABLE,
        "can_remove": row.state != ReviewerState.LEFT,
    }
    return render(request, "web/reviews/reviewer.html", context)


@require_POST
@signed_in
def resend(request: SignedInRequest, panel_id: int, reviewer_id: int) -> HttpResponse:
    """Send the invitation again, with a new link."""
    panel = panel_or_404(request.user, panel_id)
    row = _reviewer(panel, reviewer_id)
    try:
        services.resend_invitation(actor=request.user, reviewer=row)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _said(1))
    return redirect("reviews:reviewers", panel.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: SignedInRequest, panel_id: int, reviewer_id: int) -> HttpResponse:
    """Take someone off the panel; asks first."""
    panel = panel_or_404(request.user, panel_id)
    row = _reviewer(panel, reviewer_id)
    if request.method == "POST":
        try:
            services.remove_reviewer(actor=request.user, reviewer=row)
        except Conflict as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("%(name)s is off the panel.") % {"name": row.name})
        return redirect("reviews:reviewers", panel.pk)
    return render(request, "web/reviews/reviewer_remove.html", {**frame(panel, "reviewers"), "reviewer": row})
