"""The sites of the campus."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.base.accounts.enums import Role
from parvis.core.errors import InvalidInput
from parvis.domain.sites.models import Site
from parvis.domain.sites.selectors.sites import all_sites, stage_of
from parvis.domain.sites.services.sites import create_site, edit_site, remove_site
from parvis.faces.web.campus_settings.forms import SiteForm
from parvis.faces.web.layout.guards import SignedInRequest, role_required


@require_safe
@role_required(Role.SITE)
def sites(request: SignedInRequest) -> HttpResponse:
    """Every site with its place and its dates."""
    rows = [{"site": site, "stage": stage_of(site)} for site in all_sites()]
    return render(request, "web/campus_settings/sites.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SITE)
def new_site(request: SignedInRequest) -> HttpResponse:
    """Add a site."""
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site = create_site(actor=request.user, values=form.values())
        except InvalidInput as error:
            _show(form, error)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": site.name})
            return redirect("campus_settings:sites")
    return render(request, "web/campus_settings/site.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SITE)
def site(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change a site."""
    found = get_object_or_404(all_sites(), slug=slug)
    form = SiteForm(request.POST) if request.method == "POST" else SiteForm.of(found)
    if form.is_valid():
        try:
            edit_site(actor=request.user, site=found, values=form.values())
        except InvalidInput as error:
            _show(form, error)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": found.name})
            return redirect("campus_settings:sites")
    return render(request, "web/campus_settings/site.html", {"form": form, "site": found})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SITE)
def remove(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask once more, then remove."""
    found = get_object_or_404(Site, slug=slug)
    if request.method == "POST":
        remove_site(actor=request.user, site=found)
        messages.success(request, _("%(name)s is removed.") % {"name": found.name})
        return redirect("campus_settings:sites")
    return render(request, "web/campus_settings/site_remove.html", {"site": found})


def _show(form: SiteForm, error: InvalidInput) -> None:
    for field, sentences in (error.fields or {"__all__": [str(error)]}).items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
