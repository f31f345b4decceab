"""How many introductions organisations have and take."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import InvalidInput
from parvis.domain.directory.models import Organisation
from parvis.domain.introductions import rules
from parvis.domain.introductions.pacing import most_at_a_time
from parvis.domain.introductions.selectors.loads import loaded_organisations, loads_of
from parvis.domain.introductions.services.caps import remove_cap, set_cap
from parvis.faces.web.introductions.team_forms import CapForm
from parvis.faces.web.introductions.team_views import check
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 50


@require_safe
@signed_in
def loads(request: SignedInRequest) -> HttpResponse:
    """Who has how much under way, the fullest first."""
    check(request)
    page = Paginator(loaded_organisations(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "loads": loads_of(list(page.object_list)), "usual": most_at_a_time()}
    return render(request, "web/introductions/loads.html", context)


def _organisation(request: SignedInRequest, slug: str) -> Organisation:
    found = get_object_or_404(Organisation, slug=slug)
    if not rules.can_set_cap(request.user, found):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def limit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say how many an organisation takes."""
    organisation = _organisation(request, slug)
    [load] = loads_of([organisation])
    initial = {"most": load.limit, "until": load.until}
    form = CapForm(request.POST) if request.method == "POST" else CapForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_cap(actor=request.user, organisation=organisation, **form.cleaned_data)
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return _back(request)
    context = {"organisation": organisation, "load": load, "form": form, "usual": most_at_a_time()}
    return render(
        request,
        "web/introductions/limit.html",
        {**context, "is_campus": rules.is_matchmaker(request.user)},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def limit_remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the limit of the campus hold again."""
    organisation = _organisation(request, slug)
    remove_cap(actor=request.user, organisation=organisation)
    messages.success(request, _("The limit of the campus holds again."))
    return _back(request)


def _back(request: SignedInRequest) -> HttpResponse:
    return redirect("introductions:loads" if rules.is_matchmaker(request.user) else "introductions:mine")
