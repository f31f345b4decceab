"""Judgements that were made elsewhere: give a file, see what it would do, import it, take it back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.jobs.models import Job
from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.linking.enums import Outcome
from parvis.domain.linking.models import PairFile
from parvis.domain.linking.selectors import pair_files as files
from parvis.domain.linking.services import pair_files as services
from parvis.faces.web.layout.guards import SignedInRequest
from parvis.faces.web.linking.forms import PairFileForm
from parvis.faces.web.linking.views.judging import judges_only

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@judges_only
def index(request: SignedInRequest) -> HttpResponse:
    """The form that takes a file, and those that were read."""
    form = PairFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = services.stage_pairs(actor=request.user, name=upload.name, content=upload.read())
        except InvalidInput as error:
            form.add_error("file", str(error))
        else:
            return redirect("linking:pair_file", found.pk)
    page = Paginator(files.pair_files_visible_to(request.user).defer("lines"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(one, files.kept_of(one)) for one in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "web/linking/pair_files.html", context, status=422 if form.errors else 200)


@require_safe
@judges_only
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a file would do, or did; htmx asks for the changing part alone."""
    found = _file(request, pk)
    figures = files.figures_of(found)
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in Outcome.values else next((name for name, _label, _count in figures), "")
    page = Paginator(files.lines_of(found, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "file": found,
        "figures": figures,
        "kept": files.kept_of(found),
        "standing": files.standing_of(found).count(),
        "chosen": chosen,
        "page": page,
        "lines": list(files.words_of(list(page))),
        "bad": found.bad[:PER_PAGE],
        "job": Job.objects.select_related("progress").filter(pk=found.job_id or 0).first(),
    }
    return render(request, "web/linking/_pair_file.html" if request.htmx else "web/linking/pair_file.html", context)


@require_POST
@judges_only
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import what the file says."""
    found, accepts = _file(request, pk), request.POST.get("skip_bad") == "on"
    return _done(request, found, lambda: services.request_apply(actor=request.user, file=found, skip_bad=accepts))


@require_POST
@judges_only
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a file aside that was only looked at."""
    found = _file(request, pk)
    return _done(request, found, lambda: services.drop_pairs(actor=request.user, file=found), _("It is set aside."))


@require_POST
@judges_only
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take everything back that came by a file."""
    found = _file(request, pk)
    return _done(request, found, lambda: services.request_undo(actor=request.user, file=found))


def _file(request: SignedInRequest, pk: int) -> PairFile:
    found = get_object_or_404(files.pair_files_visible_to(request.user), pk=pk)
    services.settle(found)
    return found


def _done(request: SignedInRequest, found: PairFile, act: Callable[[], None], sentence: str = "") -> HttpResponse:
    """Back to the page of the file, with a sentence where it was refused."""
    try:
        act()
    except ParvisError as error:
        messages.error(request, str(error))
    else:
        if sentence:
            messages.success(request, sentence)
    return redirect("linking:pair_file", found.pk)
