"""The merges: list, what each did, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.linking.models import Merge
from parvis.domain.linking.selectors.merges import merge_page, merges_visible_to
from parvis.domain.linking.services.judging import undo_merge
from parvis.faces.web.layout.guards import SignedInRequest
from parvis.faces.web.linking.forms import ReasonForm
from parvis.faces.web.linking.views.judging import judges_only

PER_PAGE = 25


@require_safe
@judges_only
def index(request: SignedInRequest) -> HttpResponse:
    """Every merge, those that were undone too."""
    page = Paginator(merges_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/linking/merges.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@judges_only
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """One merge: what it did, and its undoing."""
    found = get_object_or_404(merges_visible_to(request.user), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _undo(request, found, form.cleaned_data["reason"])
    return render(request, "web/linking/merge.html", {"page": merge_page(found), "merge": found, "form": form})


def _undo(request: SignedInRequest, found: Merge, reason: str) -> HttpResponse:
    try:
        undo_merge(actor=request.user, merge=found, reason=reason)
    except (Conflict, InvalidTransition) as error:
        messages.warning(request, str(error))
        return redirect("linking:merge", found.pk)
    messages.success(request, _("%(name)s stands for itself again.") % {"name": found.absorbed})
    return redirect(found.absorbed)
