"""One application: who reads it, who could, and pairs by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.core.errors import ParvisError
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import Wish
from parvis.domain.reviews.models import Assignment, Bid, Conflict, PairRule, Panel, Reviewer
from parvis.domain.reviews.selectors.affinities import affinities
from parvis.domain.reviews.selectors.conflicts import counting
from parvis.domain.reviews.selectors.panels import sitting_reviewers
from parvis.domain.reviews.services.pairs import add_pair, remove_pair, rule_pair
from parvis.faces.web.assignment.frame import application_or_404, frame, panel_or_404, say
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 20


@dataclass(frozen=True)
class Candidate:
    """A reviewer, as someone who reads an application or could."""

    reviewer: Reviewer
    affinity: float
    load: int
    most: int
    assignment: Assignment | None
    conflicts: list[Conflict]
    wish: str
    is_wanted: bool | None

    @property
    def is_given(self) -> bool:
        """True while they read it."""
        own = self.assignment
        return own is not None and own.recused_at is None and own.removed_at is None

    @property
    def is_recused(self) -> bool:
        """True when they took themselves out."""
        return self.assignment is not None and self.assignment.recused_at is not None

    @property
    def is_free(self) -> bool:
        """True when the application may be given to them."""
        return not (self.is_given or self.is_recused or self.conflicts)


@require_safe
@signed_in
def application(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Everybody who sits, those who read it first, then those who fit best."""
    panel = panel_or_404(request.user, panel_id)
    found = application_or_404(panel, application_id)
    everybody = candidates(panel, found)
    given = [one for one in everybody if one.is_given]
    page = Paginator([one for one in everybody if not one.is_given], PER_PAGE).get_page(request.GET.get("page"))
    context = {"application": found, "given": given, "page": page, "missing": panel.reviews_each - len(given)}
    return render(request, "web/assignment/application.html", context | frame(panel, "assignment"))


@require_POST
@signed_in
def add(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Give the application to a reviewer."""
    panel = panel_or_404(request.user, panel_id)
    found = application_or_404(panel, application_id)
    reviewer = _reviewer(panel, request)
    score = float(affinities(panel, [found.pk], [reviewer])[0, 0])

    def act() -> None:
        add_pair(actor=request.user, reviewer=reviewer, application=found, score=round(score, 4))

    said = _("%(name)s will read %(application)s.") % {"name": reviewer.name, "application": found.reference}
    return _done(request, panel, found, act, said)


@require_POST
@signed_in
def rule(request: SignedInRequest, panel_id: int, application_id: int) -> HttpResponse:
    """Want a reviewer for the application, rule them out, or take that back."""
    panel = panel_or_404(request.user, panel_id)
    found = application_or_404(panel, application_id)
    reviewer = _reviewer(panel, request)
    is_wanted = {"want": True, "bar": False}.get(request.POST.get("rule", ""))

    def act() -> None:
        rule_pair(actor=request.user, reviewer=reviewer, application=found, is_wanted=is_wanted)

    return _done(request, panel, found, act, _("Proposals to come will heed it."))


@require_POST
@signed_in
def remove(request: SignedInRequest, panel_id: int, assignment_id: int) -> HttpResponse:
    """Take an application back from a reviewer."""
    panel = panel_or_404(request.user, panel_id)
    rows = Assignment.objects.filter(reviewer__panel=panel).select_related(
        "reviewer__panel__round__call", "application"
    )
    row = get_object_or_404(rows, pk=assignment_id)

    def act() -> None:
        remove_pair(actor=request.user, assignment=row)

    names = {"name": row.reviewer.name, "application": row.application.reference}
    return _done(request, panel, row.application, act, _("%(name)s does not read %(application)s any more.") % names)


def candidates(panel: Panel, found: Application) -> list[Candidate]:
    """Everybody who sits on the panel, as to this application; the best affinity first."""
    given = Q(assignments__removed_at=None, assignments__recused_at=None) & ~Q(assignments=None)
    pair = {"reviewer": OuterRef("pk"), "application": found}
    known = sitting_reviewers(panel).annotate(
        load=Count("assignments", filter=given),
        said=Subquery(Bid.objects.filter(**pair).values("wish")[:1]),
        is_wanted=Subquery(PairRule.objects.filter(**pair).values("is_wanted")[:1]),
    )
    reviewers = list(known.order_by("name", "id"))
    if not reviewers:
        return []
    own = {"reviewer__panel": panel, "application": found}
    rows = {row.reviewer_id: row for row in Assignment.objects.filter(**own)}
    bids = [(found.pk, one.pk, one.said) for one in reviewers if one.said]
    scores = affinities(panel, [found.pk], reviewers, bids=bids)[0].tolist()
    ties: dict[int, list[Conflict]] = {}
    for tie in counting(Conflict.objects.filter(**own)).order_by("id"):
        ties.setdefault(tie.reviewer_id, []).append(tie)
    everybody = [
        Candidate(
            one,
            score,
            one.load,
            panel.max_load if one.max_load is None else one.max_load,
            rows.get(one.pk),
            ties.get(one.pk, []),
            str(Wish(one.said).label) if one.said else "",
            one.is_wanted,
        )
        for one, score in zip(reviewers, scores, strict=True)
    ]
    return sorted(everybody, key=lambda one: -one.affinity)


def _reviewer(panel: Panel, request: SignedInRequest) -> Reviewer:
    pk = request.POST.get("reviewer", "")
    own = Reviewer.objects.filter(panel=panel).select_related("panel__round__call")
    return get_object_or_404(own, pk=int(pk) if pk.isdecimal() else 0)


def _done(
    request: SignedInRequest, panel: Panel, found: Application, act: Callable[[], None], sentence: str
) -> HttpResponse:
    try:
        act()
    except ParvisError as error:
        say(request, error)
    else:
        messages.success(request, sentence)
    return redirect("assignment:application", panel.pk, found.pk)
