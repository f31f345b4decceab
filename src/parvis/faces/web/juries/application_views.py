"""One application before the jury: what it says, what reviewers think, what is decided."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import ParvisError
from parvis.domain.calls.models import Application
from parvis.domain.calls.selectors.applications import sponsors_of
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import DecisionState
from parvis.domain.cohorts.models import Decision, DecisionChange, JurorNote, Jury
from parvis.domain.cohorts.selectors.interviews import interview_with
from parvis.domain.cohorts.selectors.juries import applications_of_jury, decision_of, notes_of, places_of
from parvis.domain.cohorts.services import decisions as services
from parvis.domain.cohorts.services.shortlist import shortlist_application
from parvis.domain.cohorts.standing import BEFORE_THE_JURY, interests_of
from parvis.faces.web.juries.answers import sections_of
from parvis.faces.web.juries.forms import DecisionForm, NoteForm
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import attempt, of_jury
from parvis.faces.web.juries.scores import mean_of, reviews_of
from parvis.faces.web.layout.guards import SignedInRequest


def application_of(jury: Jury, application_id: int) -> Application:
    """The application, as long as it is before this jury."""
    return get_object_or_404(applications_of_jury(jury), pk=application_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_jury
def application(request: SignedInRequest, jury: Jury, application_id: int) -> HttpResponse:
    """Read it and decide about it; whoever is tied to the applicant reads neither reviews nor notes."""
    found = application_of(jury, application_id)
    decision = decision_of(jury, found)
    form = DecisionForm.of(decision)
    if request.method == "POST":
        form = DecisionForm(request.POST)
        if form.is_valid() and _decide(request, jury, found, form):
            return redirect("juries:application", jury.pk, found.pk)
        decision = decision_of(jury, found)
    context = _context(request, jury, found, decision)
    return render(
        request,
        "web/juries/application.html",
        {**context, "form": form},
        status=422 if form.errors else 200,
    )


def _decide(request: SignedInRequest, jury: Jury, found: Application, form: DecisionForm) -> bool:
    """Write it down; False when it was refused, which the form then says."""
    try:
        services.decide_application(actor=request.user, jury=jury, application=found, **form.cleaned_data)
    except services.BeyondPlaces as error:
        form.ask_about_places()
        form.add_error("beyond_places", str(error))
    except services.Overtaken as error:
        form.look_at(error.decision)
        form.add_error(None, str(error))
    except ParvisError as error:
        fields: dict[str, list[str]] = getattr(error, "fields", {})
        for name, sentences in fields.items():
            form.add_error(name, sentences)
        if not fields:
            form.add_error(None, str(error))
    else:
        messages.success(request, _("The decision is written down. The applicant knows nothing of it yet."))
        return True
    return False


def _context(request: SignedInRequest, jury: Jury, found: Application, decision: Decision | None) -> dict[str, Any]:
    interests = interests_of(request.user, jury, [found.pk])[found.pk]
    is_tied = bool(interests)
    reviews = [] if is_tied else reviews_of(found)
    shown = frame(request, jury, "ranking")
    is_pending = decision is None or decision.state == DecisionState.PENDING
    can_decide = rules.can_decide(request.user, jury) and not is_tied
    return {
        **shown,
        "application": found,
        "organisation": found.organisation,
        "themes": list(found.themes.all()),
        "sponsors": sponsors_of([found.pk])[found.pk],
        "sections": sections_of(found, is_team=shown["can_manage"]),
        "interests": interests,
        "decision": decision,
        "changes": [] if decision is None or is_tied else _changes(decision),
        "reviews": reviews,
        "standing": mean_of(reviews),
        "notes": [] if is_tied else list(notes_of(jury, found)),
        "note_form": NoteForm(),
        "places": places_of(jury),
        "can_decide": can_decide and is_pending,
        "can_withdraw": can_decide and is_pending and decision is not None and decision.first_notified_at is None,
        "can_shortlist": can_decide and found.state in BEFORE_THE_JURY,
        "interview": interview_with(found),
    }


def _changes(decision: Decision) -> list[Decision] | list[DecisionChange]:
    """Every revision, the newest first; the first one is the decision itself."""
    return [decision] if decision.revision == 1 else list(decision.changes.select_related("decided_by"))


@require_POST
@of_jury
def withdraw(request: SignedInRequest, jury: Jury, application_id: int) -> HttpResponse:
    """Take the decision back."""
    found = application_of(jury, application_id)
    revision = request.POST.get("revision", "")
    number = int(revision) if revision.isdecimal() else 0
    attempt(
        request,
        lambda: services.withdraw_decision(actor=request.user, jury=jury, application=found, revision=number),
        _("The decision is taken back."),
    )
    return redirect("juries:application", jury.pk, found.pk)


@require_POST
@of_jury
def shortlist(request: SignedInRequest, jury: Jury, application_id: int) -> HttpResponse:
    """Take the application on the shortlist, or off it."""
    found = application_of(jury, application_id)
    back = request.POST.get("back") == "1"
    attempt(
        request,
        lambda: shortlist_application(actor=request.user, jury=jury, application=found, back=back),
        _("The application is off the shortlist.") if back else _("The application is on the shortlist."),
    )
    return redirect("juries:application", jury.pk, found.pk)


@require_POST
@of_jury
def note(request: SignedInRequest, jury: Jury, application_id: int) -> HttpResponse:
    """Write a note down."""
    found = application_of(jury, application_id)
    text = request.POST.get("text", "")
    attempt(request, lambda: services.add_note(actor=request.user, jury=jury, application=found, text=text))
    return redirect("juries:application", jury.pk, found.pk)


@require_POST
@of_jury
def note_remove(request: SignedInRequest, jury: Jury, note_id: int) -> HttpResponse:
    """Take one's own note back."""
    found = get_object_or_404(JurorNote, pk=note_id, jury=jury, author=request.user)
    attempt(request, lambda: services.remove_note(actor=request.user, note=found), _("Your note is taken back."))
    return redirect("juries:application", jury.pk, found.application_id)
