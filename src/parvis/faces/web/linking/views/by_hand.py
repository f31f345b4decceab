"""Merge an organisation by hand with another one that somebody found."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.domain.linking.services.judging import merge_by_hand
from parvis.faces.web.layout.guards import SignedInRequest
from parvis.faces.web.linking.forms import MergeForm
from parvis.faces.web.linking.pair_page import Compared, compared
from parvis.faces.web.linking.views.judging import judges_only

FOUND = 10


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@judges_only
def choose(request: SignedInRequest, slug: str) -> HttpResponse:
    """Find the other one by the search box, then compare the two and merge them."""
    organisation = _organisation(slug)
    other = request.GET.get("with", "")
    if other:
        return _compare(request, organisation, _organisation(other))
    query = request.GET.get("q", "").strip()
    found = organisations_named(query, exclude=[organisation.pk], limit=FOUND) if query else []
    context = {"organisation": organisation, "query": query, "found": found}
    is_fragment = request.htmx and request.htmx.target == "found"
    return render(request, "web/linking/_found.html" if is_fragment else "web/linking/choose.html", context)


def _compare(request: SignedInRequest, organisation: Organisation, other: Organisation) -> HttpResponse:
    if other.pk == organisation.pk:
        raise Http404
    page = compared(request.user, organisation.pk, other.pk)
    form = _form(request, page)
    if request.method == "POST" and form.is_valid():
        try:
            return _merge(request, page, form)
        except (Conflict, InvalidInput, NotAllowed) as error:
            form.add_error(None, str(error))
    context = {"organisation": organisation, "other": other, "compared": page, "form": form}
    return render(request, "web/linking/by_hand.html", context, status=422 if form.errors else 200)


def _form(request: SignedInRequest, page: Compared) -> MergeForm:
    sides = page.sides
    form = MergeForm(request.POST if request.method == "POST" else None, initial={"survivor": str(page.survivor.pk)})
    form.offer([(str(one.pk), f"{one.name} ({one.get_absolute_url()})") for one in (sides.left, sides.right)])
    if not page.obstacles or not page.may_override:
        del form.fields["override"]
    return form


def _merge(request: SignedInRequest, page: Compared, form: MergeForm) -> HttpResponse:
    values = form.cleaned_data
    keeps, goes = page.sides.left, page.sides.right
    if values["survivor"] == str(goes.pk):
        keeps, goes = goes, keeps
    merge_by_hand(
        actor=request.user,
        survivor=keeps,
        absorbed=goes,
        reason=values["reason"],
        override=values.get("override", ""),
    )
    messages.success(request, _("%(gone)s is now part of %(kept)s.") % {"gone": goes, "kept": keeps})
    return redirect(keeps)
