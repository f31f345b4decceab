"""One application for those who run its call: read, check, admit, dismiss, attach, ask for a correction."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.applying.selectors.later import later_forms_of, reading_of_later, stages_to_ask
from parvis.domain.calls.enums import ApplicationAction, ApplicationState
from parvis.domain.calls.models import Application
from parvis.domain.calls.selectors.listing import find_applications, neighbours_of
from parvis.domain.calls.services.attaching import ATTACHABLE, attach_to_round
from parvis.domain.calls.services.corrections import (
    CORRECTABLE,
    ask_correction,
    close_correction,
    message_of_correction,
)
from parvis.domain.calls.services.screening import admit, dismiss, message_of_dismissal, recall, save_checks
from parvis.domain.calls.workflow import TRANSITIONS
from parvis.faces.web.calls.fields import add_problems
from parvis.faces.web.calls.screening_forms import (
    ChecksForm,
    CorrectionForm,
    DismissForm,
    ReasonForm,
    RoundChoiceForm,
    filters_of,
)
from parvis.faces.web.calls.shared import number_of, reading_of, submitted, to_application
from parvis.faces.web.calls.ways import ways_of
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

ACTS: dict[str, Callable[..., object]] = {"admit": admit, "dismiss": dismiss, "recall": recall}
DECISIONS = {
    "admit": (ApplicationAction.ADMIT, gettext_lazy("Admit to the review")),
    "dismiss": (ApplicationAction.DISMISS, gettext_lazy("Not pursue")),
    "recall": (ApplicationAction.RECALL, gettext_lazy("Take it up again")),
}


@signed_in
@require_safe
def application(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """What was submitted, what was checked, and what one can do now."""
    found = submitted(request, slug, reference)
    number = number_of(request.GET.get("version", ""), found.version)
    rows = find_applications(found.call, filters_of(request.GET), request.GET.get("order", "reference"))
    query = request.GET.copy()
    query.pop("version", None)
    context = {
        "call": found.call,
        "application": found,
        "sections": reading_of(found, number),
        "number": number,
        "versions": range(found.version, 0, -1),
        "moves": found.moves.select_related("moved_by"),
        "sponsors": found.sponsorships.select_related("sponsor").order_by("pk"),
        "checks": ChecksForm(application=found),
        "corrections": found.corrections.select_related("asked_by"),
        "beside": neighbours_of(rows, found),
        "question": f"?{query.urlencode()}" if query else "",
        "themes": found.themes.all(),
        "ways": ways_of(found),
        "later": [(one, reading_of_later(one)) for one in later_forms_of(found)],
        "can_ask": bool(stages_to_ask(found)),
        **_possible(found),
    }
    return render(request, "web/calls/application.html", context)


def _possible(found: Application) -> dict[str, object]:
    state = ApplicationState(found.state)
    offered = [(name, label) for name, (action, label) in DECISIONS.items() if (state, action) in TRANSITIONS]
    return {
        "offered": offered,
        "can_attach": state in ATTACHABLE and found.call.rounds.exists(),
        "can_correct": state in CORRECTABLE,
    }


@signed_in
@require_POST
def checks(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """Write what was checked."""
    found = submitted(request, slug, reference)
    form = ChecksForm(request.POST, application=found)
    if form.is_valid():
        save_checks(actor=request.user, application=found, checks=form.checks())
        messages.success(request, _("The points are saved."))
    else:
        messages.error(request, _("The points were not saved: a note has 500 letters at most."))
    return to_application(found)


@signed_in
def decide(request: SignedInRequest, slug: str, reference: str, name: str) -> HttpResponse:
    """Admit, dismiss or take up again, with a reason; the page asks first."""
    found = submitted(request, slug, reference)
    if name not in DECISIONS:
        raise Http404
    initial = {"message": message_of_dismissal(found)}
    form: DismissForm | ReasonForm
    data = request.POST if request.method == "POST" else None
    form = DismissForm(data, initial=initial) if name == "dismiss" else ReasonForm(data)
    if request.method == "POST" and form.is_valid():
        try:
            ACTS[name](actor=request.user, application=found, **form.cleaned_data)
        except InvalidInput as error:
            add_problems(form, error)
        except (InvalidTransition, Conflict) as error:
            messages.error(request, str(error))
            return to_application(found)
        else:
            messages.success(request, _("%(reference)s: done.") % {"reference": found.reference})
            return to_application(found)
    return _page(request, found, form, str(DECISIONS[name][1]))


@signed_in
def attach(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """Attach to a round."""
    found = submitted(request, slug, reference)
    form = RoundChoiceForm(request.POST or None, call=found.call)
    if request.method == "POST" and form.is_valid():
        try:
            attach_to_round(actor=request.user, application=found, one=form.cleaned_data["one"])
        except (InvalidTransition, Conflict) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The application is attached to the round."))
        return to_application(found)
    return _page(request, found, form, _("Attach to a round"))


@signed_in
def correct(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """Ask to complete or correct some answers."""
    found = submitted(request, slug, reference)
    form = CorrectionForm(request.POST or None, application=found, message=message_of_correction(found))
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(actor=request.user, application=found, **form.cleaned_data)
        except InvalidInput as error:
            add_problems(form, error)
        except (InvalidTransition, Conflict) as error:
            messages.error(request, str(error))
            return to_application(found)
        else:
            messages.success(request, _("The applicant is asked by mail."))
            return to_application(found)
    return _page(request, found, form, _("Ask for a correction"))


@signed_in
@require_POST
def correction_close(request: SignedInRequest, slug: str, reference: str, pk: int) -> HttpResponse:
    """Take a request back."""
    found = submitted(request, slug, reference)
    row = get_object_or_404(found.corrections.select_related("application__call"), pk=pk)
    try:
        close_correction(actor=request.user, request=row)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The request is taken back."))
    return to_application(found)


def _page(request: SignedInRequest, found: Application, form: object, title: str) -> HttpResponse:
    context = {"call": found.call, "application": found, "form": form, "title": title}
    return render(request, "web/calls/form_page.html", context)
