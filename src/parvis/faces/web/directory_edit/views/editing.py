"""The sections of an organisation, its logo, its status, its confirmation."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.enums import Status
from parvis.domain.directory.services.logos import set_logo
from parvis.domain.directory.services.organisations import confirm_organisation, set_status
from parvis.domain.reference.selectors.topics import sectors_matching
from parvis.faces.web.directory_edit.editor import SECTIONS, SectionEditor
from parvis.faces.web.directory_edit.forms.sections import LogoForm
from parvis.faces.web.directory_edit.shared import add_errors, editable_or_404, frame
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """The first section."""
    return redirect("directory_edit:section", editable_or_404(request.user, slug).slug, "who")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def section(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Write one section; the button for more rows shows the page again without judging anything."""
    organisation = editable_or_404(request.user, slug)
    if name not in SECTIONS:
        raise Http404
    editor = SectionEditor(organisation, name, request)
    if request.method == "POST":
        if "more" in request.POST:
            editor.show_more_rows()
        elif editor.save(request.user):
            messages.success(request, _("Saved."))
            return redirect("directory_edit:section", slug, name)
    context = {**frame(request.user, editor.organisation, name), "editor": editor}
    return render(request, "web/directory_edit/section.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def logo(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change the logo, or take it away."""
    organisation = editable_or_404(request.user, slug)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if request.method == "POST" and form.is_valid():
        upload = None if "remove" in request.POST else form.cleaned_data["logo"]
        if upload is None and "remove" not in request.POST:
            form.add_error("logo", _("Choose a picture."))
        else:
            try:
                set_logo(actor=request.user, organisation=organisation, upload=upload)
            except InvalidInput as error:
                add_errors(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("directory_edit:logo", slug)
    return render(request, "web/directory_edit/logo.html", {**frame(request.user, organisation, "logo"), "form": form})


@require_POST
@signed_in
def confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """One click: everything is still right."""
    organisation = editable_or_404(request.user, slug)
    confirm_organisation(actor=request.user, organisation=organisation)
    messages.success(request, _("Thank you: the page now says that everything is right as of today."))
    if request.POST.get("next") == "edit":
        return redirect("directory_edit:edit", slug)
    return redirect(organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask, then close; or reopen."""
    organisation = editable_or_404(request.user, slug)
    is_closed = organisation.status == Status.CLOSED
    if request.method == "POST":
        try:
            status = Status.ACTIVE if is_closed else Status.CLOSED
            set_status(actor=request.user, organisation=organisation, status=status)
        except Conflict as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Saved."))
        return redirect(organisation)
    return render(request, "web/directory_edit/close.html", {**frame(request.user, organisation, "who")})


@signed_in
def sectors(request: SignedInRequest) -> HttpResponse:
    """Options for the field of the sector, as the reader types; the form works without."""
    found = sectors_matching(request.GET.get("sector", ""), limit=12)
    return render(request, "web/directory_edit/_sectors.html", {"sectors": found})
