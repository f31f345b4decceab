"""What one has and asked for; the history of an organisation; a new organisation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.base.activity.models import Entry
from parvis.base.activity.registry import label_of
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory import rules
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.selectors.merged import history_of
from parvis.domain.directory.selectors.people import person_of
from parvis.domain.directory.services.organisations import create_organisation
from parvis.domain.linking.selectors.naming import SURE, perhaps_known
from parvis.domain.stewardship.selectors.requests import label_of as field_label
from parvis.domain.stewardship.selectors.requests import mine as things_of
from parvis.domain.stewardship.selectors.requests import waiting_for_owner
from parvis.faces.web.directory_edit.forms.new import NewForm
from parvis.faces.web.directory_edit.forms.rows import IDENTIFIERS, Rows
from parvis.faces.web.directory_edit.shared import add_errors, frame, organisation_or_404, posted
from parvis.faces.web.directory_edit.views.claims import keepers_only
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 50


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """My organisations, my requests, my page."""
    context = {
        "mine": things_of(request.user),
        "person": person_of(request.user),
        "waiting": list(waiting_for_owner(request.user)),
    }
    return render(request, "web/directory_edit/mine.html", context)


@require_safe
@signed_in
def history(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who did what to the organisation."""
    organisation = organisation_or_404(slug)
    if not rules.can_see_history(request.user, organisation):
        raise Http404
    page = Paginator(history_of(organisation), PER_PAGE).get_page(request.GET.get("page"))
    lines = [(entry, label_of(entry.verb), _fields(entry)) for entry in page.object_list]
    context = {**frame(request.user, organisation, "history"), "page": page, "lines": lines}
    return render(request, "web/directory_edit/history.html", context)


def _fields(entry: Entry) -> str:
    """The fields that an act touched, in words."""
    names = entry.data.get("fields") or []
    return ", ".join(_words(str(name)) for name in names)


def _words(name: str) -> str:
    words = {
        "names": _("names"),
        "identifiers": _("identifiers"),
        "links": _("links"),
        "parents": _("family ties"),
        "position": _("position"),
    }
    return words.get(name) or field_label(name)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_only
def new(request: SignedInRequest) -> HttpResponse:
    """Add an organisation by hand; organisations that look the same are shown before it is saved."""
    form = NewForm(posted(request))
    rows = Rows(IDENTIFIERS, None, request.POST if request.method == "POST" else None)
    duplicates = []
    if request.method == "POST" and "more" in request.POST:
        form = NewForm(initial={name: request.POST.get(name, "") for name in form.fields})
        rows.with_more()
    elif request.method == "POST" and form.is_valid():
        drafts = list(rows.drafts())
        values = form.cleaned_data
        duplicates = perhaps_known(values["name"], values["city"], drafts, least=SURE)
        if not duplicates or "anyway" in request.POST:
            try:
                made = create_organisation(actor=request.user, changes=Changes(form.values(), identifiers=drafts))
            except InvalidInput as error:
                add_errors(form, rows.add_errors(error))
            except Conflict as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("%(name)s is in the directory.") % {"name": made})
                return redirect("directory_edit:edit", made.slug)
    context = {"form": form, "rows": rows, "duplicates": duplicates}
    return render(request, "web/directory_edit/new.html", context)
