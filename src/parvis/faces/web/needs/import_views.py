"""Files of calls to partner for: upload one, look at what it would change, apply it or set it aside."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.domain.needs.enums import ImportState
from parvis.domain.needs.eu_calls import LARGEST
from parvis.domain.needs.models import OpportunityImport
from parvis.domain.needs.selectors.imports import difference_of
from parvis.domain.needs.services import importing_opportunities as services
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.needs.changes import as_shown
from parvis.faces.web.needs.forms import UploadForm
from parvis.faces.web.needs.running_views import check
from parvis.faces.web.needs.shared import PER_PAGE, attempt, saved


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def imports(request: SignedInRequest) -> HttpResponse:
    """Upload a file; and the files before it."""
    check(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, as_of = form.cleaned_data["file"], form.cleaned_data["as_of"]
        content = file.read(LARGEST + 1)
        made = saved(
            form,
            lambda: services.stage_calls(actor=request.user, content=content, file_name=file.name, as_of=as_of),
        )
        if made:
            return redirect("needs:staged", made.pk)
    rows = OpportunityImport.objects.select_related("staged_by").defer("rows", "refused")
    context = {"form": form, "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "web/needs/imports.html", context, status=422 if form.errors else 200)


def _found(request: SignedInRequest, pk: int) -> OpportunityImport:
    check(request)
    return get_object_or_404(OpportunityImport, pk=pk)


@require_safe
@signed_in
def staged(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a file would change: new calls, changed ones with each value, and what was refused and why."""
    one = _found(request, pk)
    is_staged = one.state == ImportState.STAGED
    found = difference_of(one.source, one.rows) if is_staged else None
    context = {
        "staged": one,
        "is_staged": is_staged,
        "difference": found,
        "changed": [as_shown(changed) for changed in found.changed] if found else [],
        "counts": {**one.counts, **(found.counts if found else {})},
    }
    return render(request, "web/needs/staged.html", context)


@require_POST
@signed_in
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over what is shown."""
    one, skip_bad = _found(request, pk), request.POST.get("skip_bad") == "on"
    attempt(
        request,
        lambda: services.apply_calls(actor=request.user, staged=one, skip_bad=skip_bad),
        _("The calls are taken over."),
    )
    return redirect("needs:staged", pk)


@require_POST
@signed_in
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the file aside."""
    one = _found(request, pk)
    attempt(request, lambda: services.discard_calls(actor=request.user, staged=one), _("The file is set aside."))
    return redirect("needs:imports")
