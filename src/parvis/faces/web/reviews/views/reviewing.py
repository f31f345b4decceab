"""The pages of reviewers: their panels, their list, and one application at a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import InvalidInput
from parvis.domain.reviews.models import Assignment
from parvis.domain.reviews.selectors.reviewing import is_cleared, own_assignment, own_assignments, own_panels
from parvis.domain.reviews.services import declaring, discussing, writing
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.reviews.forms import MessageForm, RecuseForm
from parvis.faces.web.reviews.reading import page_of, review_of
from parvis.faces.web.reviews.shared import PER_PAGE, STATES, add_errors, posted, reviewer_or_404, time_left

OLDER = "older-"
"""What hidden fields are called that hold the revision of a field whose conflict is not settled."""


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """The panels on which one sits."""
    found = [(own, STATES[own.panel.state], time_left(own.panel.due_at)) for own in own_panels(request.user)]
    return render(request, "web/reviews/mine.html", {"panels": found})


@require_safe
@signed_in
def panel(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """The applications that one was given, what is to be done first."""
    reviewer = reviewer_or_404(request.user, panel_id)
    own = next(row for row in own_panels(request.user) if row.reviewer.pk == reviewer.pk)
    page = Paginator(own_assignments(reviewer), PER_PAGE).get_page(request.GET.get("page"))
    first = next((row for row in page if not row.is_done), None)
    context = {
        "reviewer": reviewer,
        "panel": reviewer.panel,
        "own": own,
        "tone": STATES[reviewer.panel.state],
        "time_left": time_left(reviewer.panel.due_at),
        "page": page,
        "first": first,
    }
    return render(request, "web/reviews/panel.html", context)


def assignment_or_404(request: SignedInRequest, panel_id: int, application_id: int) -> Assignment:
    """What the account was given to read; 404 for everything else, and where a conflict keeps it away."""
    found = own_assignment(reviewer_or_404(request.user, panel_id), application_id)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@signed_in
def application(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """One application: its answers, the review, and once unsealed what others wrote."""
    return _page(request, assignment_or_404(request, panel_id, application_id))


def _page(
    request: HttpRequest, assignment: Assignment, errors: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "assignment": assignment,
        "application": assignment.application,
        "panel": assignment.reviewer.panel,
        "time_left": time_left(assignment.reviewer.panel.due_at),
    }
    if not is_cleared(assignment):
        return render(request, "web/reviews/clear.html", context)
    found = page_of(assignment, errors)
    more = {"page": found, "errors": errors or {}, "form": MessageForm(), "review": found.review}
    return render(request, "web/reviews/application.html", {**context, **more}, status=status)


@require_POST
@signed_in
def clear(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Say that nothing ties one to the applicant; then the content is shown."""
    assignment = assignment_or_404(request, panel_id, application_id)
    if declaring.clear_assignment(actor=request.user, assignment=assignment):
        return redirect("reviews:application", panel_id, application_id)
    messages.info(request, _("A tie with this applicant is known to the campus: the application goes to someone else."))
    return redirect("reviews:panel", panel_id)


def _save(request: SignedInRequest, assignment: Assignment) -> writing.Saved:
    """Write what the form holds, each field against the revision that this window has of it."""
    data = request.POST
    names = [name for name in data if name in writing.COMMENTS or name.startswith("mark-")]
    mine = set(data.getlist("mine"))
    older = {
        name.removeprefix(OLDER): _number(value)
        for name, value in data.items()
        if name.startswith(OLDER) and name.removeprefix(OLDER) not in mine
    }
    return writing.save_review(
        actor=request.user,
        assignment=assignment,
        values={name: str(data[name]) for name in names},
        revision=_number(data.get("revision", "0")),
        older=older,
    )


def _number(text: object) -> int:
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_POST
@signed_in
def save(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Keep what was typed; the line of the state alone for htmx."""
    assignment = assignment_or_404(request, panel_id, application_id)
    try:
        saved = _save(request, assignment)
    except InvalidInput as error:
        if request.htmx:
            context = {"review": review_of(assignment), "refused": [s for said in error.fields.values() for s in said]}
            return render(request, "web/reviews/_state.html", {**context, "sent": request.POST.get("revision", "0")})
        return _page(request, assignment, error.fields, 400)
    if request.htmx:
        sent = _number(request.POST.get("revision", "0"))
        older = {name: _number(request.POST.get(f"{OLDER}{name}", sent)) for name in saved.overtaken}
        overtaken = [(name, saved.overtaken[name], revision) for name, revision in older.items()]
        return render(request, "web/reviews/_state.html", {"review": saved.review, "overtaken": overtaken})
    if saved.overtaken:
        messages.warning(request, _("Another window had changed the same text: both are shown below, nothing is lost."))
    else:
        messages.success(request, _("Saved."))
    return redirect("reviews:application", panel_id, application_id)


@require_POST
@signed_in
def submit(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Keep what was typed, then let the review count; what is missing is told beside its field."""
    assignment = assignment_or_404(request, panel_id, application_id)
    try:
        saved = _save(request, assignment)
        if saved.overtaken:
            sentence = _("Another window had changed the same text: look at both below, then submit again.")
            messages.warning(request, sentence)
            return redirect("reviews:application", panel_id, application_id)
        writing.submit_review(actor=request.user, assignment=assignment)
    except InvalidInput as error:
        return _page(request, assignment, error.fields, 400)
    following = page_of(assignment).neighbours
    if following.next_id is not None:
        messages.success(
            request,
            _("Your review of %(reference)s counts. This is the next one.")
            % {"reference": assignment.application.reference},
        )
        return redirect("reviews:application", panel_id, following.next_id)
    messages.success(request, _("Your review counts, and it was the last one. Thank you!"))
    return redirect("reviews:panel", panel_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recuse(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Give an application back, with the reason."""
    assignment = assignment_or_404(request, panel_id, application_id)
    form = RecuseForm(posted(request), initial={"is_tied": request.GET.get("tied") == "1"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            declaring.recuse(actor=request.user, assignment=assignment, reason=data["reason"], is_tied=data["is_tied"])
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Thank you: the team will find someone else."))
            return redirect("reviews:panel", panel_id)
    context = {"assignment": assignment, "application": assignment.application, "panel": assignment.reviewer.panel}
    return render(request, "web/reviews/recuse.html", {**context, "form": form})


@require_POST
@signed_in
def drop(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Let go of a text that was kept beside."""
    assignment = assignment_or_404(request, panel_id, application_id)
    writing.drop_kept(actor=request.user, assignment=assignment, number=_number(request.POST.get("number", "")))
    return redirect("reviews:application", panel_id, application_id)


@require_POST
@signed_in
def discuss(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Say something about an application to its other reviewers."""
    assignment = assignment_or_404(request, panel_id, application_id)
    form = MessageForm(request.POST)
    form.is_valid()
    try:
        discussing.write_message(
            actor=request.user,
            panel=assignment.reviewer.panel,
            application=assignment.application,
            text=form.cleaned_data.get("text", ""),
        )
    except InvalidInput as error:
        messages.error(request, str(error))
    address = redirect("reviews:application", panel_id, application_id)
    address["Location"] += "#discussion"
    return address
