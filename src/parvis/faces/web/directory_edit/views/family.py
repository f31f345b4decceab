"""The organisations above one: found by search, added and removed one by one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.drafts import Changes, ParentRow
from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.organisations import children_of, parents_of
from parvis.domain.directory.services.organisations import edit_organisation
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.faces.web.directory_edit.shared import editable_or_404, frame
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

FOUND = 10


@require_safe
@signed_in
def family(request: SignedInRequest, slug: str) -> HttpResponse:
    """Parents with a search for more; children are written on their own pages."""
    organisation = editable_or_404(request.user, slug)
    parents = parents_of(organisation)
    query = request.GET.get("q", "").strip()
    known = [organisation.pk, *(kin.organisation.pk for kin in parents)]
    context = {
        **frame(request.user, organisation, "family"),
        "parents": parents,
        "children": children_of(organisation, size=10),
        "query": query,
        "found": organisations_named(query, exclude=known, limit=FOUND) if query else [],
        "kinds": RelationKind.choices,
    }
    is_fragment = request.htmx and request.htmx.target == "found"
    template = "web/directory_edit/_family_found.html" if is_fragment else "web/directory_edit/family.html"
    return render(request, template, context)


@require_POST
@signed_in
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add the organisation that was found."""
    organisation = editable_or_404(request.user, slug)
    parent = request.POST.get("parent", "")
    row = ParentRow(int(parent) if parent.isdigit() else 0, request.POST.get("kind", ""))
    return _replace(request, organisation, [*_rows(organisation), row])


@require_POST
@signed_in
def remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Remove one parent."""
    organisation = editable_or_404(request.user, slug)
    gone = (request.POST.get("parent", ""), request.POST.get("kind", ""))
    rows = [row for row in _rows(organisation) if (str(row.parent_id), row.kind) != gone]
    return _replace(request, organisation, rows)


def _rows(organisation: Organisation) -> list[ParentRow]:
    return [ParentRow(kin.organisation.pk, kin.kind) for kin in parents_of(organisation)]


def _replace(request: SignedInRequest, organisation: Organisation, rows: list[ParentRow]) -> HttpResponse:
    try:
        edit_organisation(
            actor=request.user,
            organisation=organisation,
            changes=Changes(parents=rows),
            version=organisation.version,
        )
    except InvalidInput as error:
        for sentences in error.fields.values():
            messages.error(request, sentences[0])
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Saved."))
    return redirect("directory_edit:family", organisation.slug)
