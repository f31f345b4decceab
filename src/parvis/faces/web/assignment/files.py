"""Assignments as files, out and in."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.reviews.selectors import assignment_files as rows
from parvis.domain.reviews.services.pair_files import import_pairs
from parvis.faces.web.assignment.forms import FileForm
from parvis.faces.web.assignment.frame import frame, panel_or_404
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.layout.tables import as_file

FILES = {
    "assignment": (rows.assignment_rows, rows.ASSIGNMENT),
    "scores": (rows.affinity_rows, rows.ASSIGNMENT),
    "conflicts": (rows.constraint_rows, rows.CONSTRAINTS),
}


@require_safe
@signed_in
def export(request: SignedInRequest, panel_id: int, name: str) -> HttpResponseBase:
    """A file as `parvis engine assign` reads or writes it."""
    panel = panel_or_404(request.user, int(panel_id))
    read, columns = FILES[name]
    return as_file(read(panel), columns, name=name, kind="csv")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_file(request: SignedInRequest, panel_id: int) -> HttpResponse:
    """Give applications to reviewers as a file says."""
    panel = panel_or_404(request.user, panel_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = import_pairs(actor=request.user, panel=panel, text=form.cleaned_data["file"])
        except InvalidInput as error:
            form.add_error("file", [str(error), *error.fields.get("file", ())])
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            said = ngettext("%(number)d pair was added.", "%(number)d pairs were added.", number) % {"number": number}
            messages.success(request, said)
            return redirect("assignment:assignment", panel.pk)
    status = 422 if form.errors else 200
    return render(request, "web/assignment/import.html", {"form": form} | frame(panel, "assignment"), status=status)
