"""Confirm many pairs together: choose them, judge a sample, merge, undo as one."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.jobs.models import Job
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.linking.models import Batch, CandidatePair
from parvis.domain.linking.selectors.batches import batches_visible_to, merges_of, sample_of
from parvis.domain.linking.services import batches as services
from parvis.faces.web.layout.guards import SignedInRequest
from parvis.faces.web.linking.forms import BatchForm
from parvis.faces.web.linking.question import Question
from parvis.faces.web.linking.views.judging import judges_only

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@judges_only
def index(request: SignedInRequest) -> HttpResponse:
    """Choose pairs above a threshold among those of the queue; and what was confirmed before."""
    question = Question.of(request.GET)
    form = BatchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = services.draw_batch(
                actor=request.user, filters=question.filters, threshold=form.cleaned_data["threshold"] / 100
            )
        except InvalidInput as error:
            form.add_error("threshold", str(error))
        else:
            return redirect("linking:batch", batch.pk)
    page = Paginator(batches_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "question": question}
    return render(request, "web/linking/batches.html", context, status=422 if form.errors else 200)


@require_safe
@judges_only
def batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """One common confirmation: its sample first, then what became of it; htmx asks for the changing part alone."""
    found = get_object_or_404(batches_visible_to(request.user), pk=pk)
    pairs = CandidatePair.objects.filter(pk__in=found.sample).select_related("left", "right").order_by("-score", "pk")
    context = {
        "batch": found,
        "sample": sample_of(found),
        "pairs": pairs,
        "merges": merges_of(found).select_related("survivor", "absorbed")[:PER_PAGE],
        "standing": merges_of(found).count(),
        "job": Job.objects.select_related("progress").filter(pk=found.job_id).first() if found.job_id else None,
    }
    return render(request, "web/linking/_batch.html" if request.htmx else "web/linking/batch.html", context)


@require_POST
@judges_only
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Merge all of it."""
    return _act(request, pk, services.confirm_batch, _("The pairs are being merged."))


@require_POST
@judges_only
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo all of it."""
    return _act(request, pk, services.undo_batch, _("The merges are being undone."))


@require_POST
@judges_only
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give it up."""
    return _act(request, pk, services.drop_batch, _("Nothing more will be merged; what you judged stays."))


def _act(request: SignedInRequest, pk: int, act: Callable[..., Batch | None], sentence: str) -> HttpResponse:
    found = get_object_or_404(batches_visible_to(request.user), pk=pk)
    try:
        act(actor=request.user, batch=found)
    except (Conflict, InvalidTransition) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect("linking:batch", pk)
