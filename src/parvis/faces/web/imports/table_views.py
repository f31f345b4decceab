"""Tables that no importer knows: give one, say what its columns are, save that, and read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.errors import InvalidInput, ParvisError, SourceUnusable
from parvis.domain.sources.models import SavedMapping
from parvis.domain.sources.selectors.own import hanging_on, mappings_visible_to
from parvis.domain.sources.services import mappings as service
from parvis.domain.sources.services import own_tables
from parvis.faces.web.imports.table_forms import MappingForm, RenameForm, UploadForm
from parvis.faces.web.layout.guards import SignedInRequest, team_only

SHOW = "show"


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def tables(request: SignedInRequest) -> HttpResponseBase:
    """The saved mappings, and the form that begins one with a table."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = service.begin_mapping(actor=request.user, upload=form.cleaned_data["file"])
        except (InvalidInput, SourceUnusable) as error:
            form.add_error("file", str(error))
        else:
            return redirect("imports:table", begun.pk)
    context = {"form": form, "mappings": mappings_visible_to(request.user)}
    return render(request, "web/imports/tables.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def table(request: SignedInRequest, mapping_id: int) -> HttpResponseBase:
    """What the columns of a table are, and its first rows as they would be read."""
    mapping = get_object_or_404(mappings_visible_to(request.user), pk=mapping_id)
    with service.sample_of(mapping) as sample:
        form = MappingForm(request.POST or None, mapping=mapping, table=sample)
        if request.method == "POST" and form.is_valid() and SHOW not in request.POST:
            done = _saved(request, mapping, form)
            if done:
                return done
        rows = service.as_read(form.mapping(), sample) if sample else []
    context = {"mapping": mapping, "form": form, "rows": rows, "has_sample": sample is not None}
    return render(request, "web/imports/table.html", context, status=422 if form.errors else 200)


def _saved(request: SignedInRequest, mapping: SavedMapping, form: MappingForm) -> HttpResponse | None:
    """Save, and read the table where there is one; None with an error in the form where that was refused."""
    version = form.cleaned_data["version"]
    try:
        service.save_mapping(actor=request.user, mapping=mapping, version=version, **form.values())
        if mapping.sample_id is None:
            messages.success(request, _("The mapping is saved. Choose it under “Imports”, with a file of this table."))
            return redirect("imports:tables")
        return redirect("imports:run", service.read_sample(actor=request.user, mapping=mapping).pk)
    except ParvisError as error:
        form.add_error(None, str(error))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def rename(request: SignedInRequest, mapping_id: int) -> HttpResponseBase:
    """Another name for a mapping, which everything that it brought bears too."""
    mapping = get_object_or_404(mappings_visible_to(request.user), pk=mapping_id)
    form = RenameForm(request.POST or None, initial={"name": mapping.name, "version": mapping.version})
    if request.method == "POST" and form.is_valid():
        try:
            own_tables.rename_mapping(actor=request.user, mapping=mapping, **form.cleaned_data)
        except ParvisError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("It is now called “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect("imports:tables")
    context = {"mapping": mapping, "form": form}
    return render(request, "web/imports/table_rename.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def remove(request: SignedInRequest, mapping_id: int) -> HttpResponseBase:
    """Say what goes and what stays, and remove a mapping."""
    mapping = get_object_or_404(mappings_visible_to(request.user), pk=mapping_id)
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            own_tables.remove_mapping(
                actor=request.user, mapping=mapping, version=int(version) if version.isdecimal() else 0
            )
        except ParvisError as error:
            messages.error(request, str(error))
            return redirect("imports:table_remove", mapping.pk)
        messages.success(request, _("The mapping “%(name)s” is removed.") % {"name": mapping.name})
        return redirect("imports:tables")
    context = {"mapping": mapping, "hanging": hanging_on(mapping)}
    return render(request, "web/imports/table_remove.html", context)
