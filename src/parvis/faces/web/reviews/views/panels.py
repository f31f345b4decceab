"""Panels: list, open, settings, the way from one stage to the next."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.accounts.models import User
from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.calls.models import Round
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.reviews.enums import PanelAction, PanelState, ReviewerState
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.panels import panels_visible_to
from parvis.domain.reviews.services.criteria import add_starter_rubric, copy_criteria
from parvis.domain.reviews.services.panels import create_panel, edit_panel, move_panel
from parvis.domain.reviews.workflow import TRANSITIONS
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.reviews.forms import NewPanelForm, PanelForm
from parvis.faces.web.reviews.shared import PER_PAGE, STATES, add_errors, frame, panel_or_404, posted

ACTIONS = {
    PanelAction.INVITE_DECLARATIONS: gettext_lazy("Ask for conflicts and wishes"),
    PanelAction.START: gettext_lazy("Begin the reviews"),
    PanelAction.DISCUSS: gettext_lazy("Open the discussion"),
    PanelAction.CLOSE: gettext_lazy("Close the panel"),
    PanelAction.BACK: gettext_lazy("One step back"),
}
QUESTIONS = {
    PanelAction.INVITE_DECLARATIONS: gettext_lazy("Reviewers get a mail and see titles, but no content yet."),
    PanelAction.START: gettext_lazy(
        "Reviewers get a mail and can read what they were given. Reviews are saved from now on."
    ),
    PanelAction.DISCUSS: gettext_lazy(
        "Reviewers get a mail, read what others wrote and can still change their reviews."
    ),
    PanelAction.CLOSE: gettext_lazy("Nothing can be written any more. You can take this back."),
    PanelAction.BACK: gettext_lazy("Nobody gets a mail. What was written stays."),
}


def managers_only(user: User) -> None:
    """404 for whoever runs no call."""
    if not can_manage_some_call(user):
        raise Http404


@require_safe
@signed_in
def panels(request: SignedInRequest) -> HttpResponse:
    """The panels of the calls that one runs."""
    managers_only(request.user)
    rows = panels_visible_to(request.user).annotate(
        sitting=Count("reviewers", filter=Q(reviewers__state=ReviewerState.ACCEPTED))
    )
    page = Paginator(rows.order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    found = [(panel, STATES[panel.state]) for panel in page]
    return render(request, "web/reviews/panels.html", {"page": page, "panels": found})


def rounds_of(user: User) -> list[tuple[int, str]]:
    """The rounds of the calls that one runs, the newest calls first."""
    rows = Round.objects.filter(call__in=calls_managed_by(user)).select_related("call")
    return [(row.pk, round_name(row)) for row in rows.order_by("-call_id", "position", "opens_at", "id")]


def round_name(row: Round) -> str:
    """The round with its call, in the language of the reader."""
    return f"{row.call.title} · {row.name}" if row.name else row.call.title


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Open a panel for a round, with a rubric to begin with."""
    managers_only(request.user)
    sources = list(panels_visible_to(request.user).filter(criteria__isnull=False).distinct().order_by("-id")[:50])
    names = [(panel.pk, _("that of “%(panel)s”") % {"panel": panel.name}) for panel in sources]
    initial = {"round": request.GET.get("round", ""), "source": "starter"}
    form = NewPanelForm(posted(request), rounds=rounds_of(request.user), sources=names, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = Round.objects.select_related("call").get(pk=form.cleaned_data["round"])
        try:
            panel = create_panel(actor=request.user, round=row, values={"name": form.cleaned_data["name"]})
        except InvalidInput as error:
            add_errors(form, error)
        else:
            _begin_rubric(request.user, panel, form.cleaned_data["source"], sources)
            messages.success(request, _("The panel is open. Next: look at the rubric, and invite reviewers."))
            return redirect("reviews:settings", panel.pk)
    return render(request, "web/reviews/panel_new.html", {"form": form})


def _begin_rubric(user: User, panel: Panel, source: str, sources: list[Panel]) -> None:
    if source == "starter":
        add_starter_rubric(actor=user, panel=panel)
    elif source:
        copy_criteria(actor=user, panel=panel, source=next(one for one in sources if str(one.pk) == source))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """How a panel works, and its stage."""
    panel = panel_or_404(request.user, panel_id)
    form = PanelForm(posted(request)) if request.method == "POST" else PanelForm.of(panel)
    if request.method == "POST" and form.is_valid():
        try:
            edit_panel(actor=request.user, panel=panel, values=form.cleaned_data)
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("reviews:settings", panel.pk)
    return render(request, "web/reviews/settings.html", {**frame(panel, "settings"), "form": form})


def steps_of(panel: Panel) -> list[tuple[PanelAction, object, object]]:
    """What can be done with a panel now, with the question to ask before."""
    state = PanelState(panel.state)
    return [(action, ACTIONS[action], QUESTIONS[action]) for action in ACTIONS if (state, action) in TRANSITIONS]


@require_POST
@signed_in
def move(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Move a panel on, or one step back."""
    panel = panel_or_404(request.user, panel_id)
    action = request.POST.get("action", "")
    if action not in set(PanelAction):
        raise Http404
    try:
        move_panel(actor=request.user, panel=panel, action=PanelAction(action))
    except InvalidTransition as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("The panel is at the stage “%(state)s” now.") % {"state": panel.get_state_display()}
        )
    return redirect("reviews:board", panel.pk)
