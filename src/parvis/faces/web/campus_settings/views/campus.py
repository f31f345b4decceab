"""Name, texts, colours and logo."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.base.accounts.enums import Role
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.campus.colours import check_accent, check_primary, is_colour
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.campus.services.campus import edit_campus
from parvis.domain.campus.services.logo import change_logo
from parvis.faces.web.campus_settings.forms import CampusForm, LogoForm
from parvis.faces.web.layout.guards import SignedInRequest, role_required

CHECKS = {"primary_colour": check_primary, "accent_colour": check_accent}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.ADMINISTRATOR)
def settings(request: SignedInRequest) -> HttpResponse:
    """Write the campus, and see it before saving; the preview is a fragment for htmx and a whole page otherwise."""
    campus = the_campus()
    if request.method != "POST":
        return _page(request, CampusForm.of(campus))
    form = CampusForm(_with_adopted_colour(request.POST))
    wants_preview = "save" not in request.POST
    if form.is_valid() and not wants_preview:
        try:
            edit_campus(actor=request.user, values=form.values())
        except InvalidInput as error:
            for field, sentences in error.fields.items():
                form.add_error(field, sentences)
        else:
            messages.success(request, _("The campus is saved."))
            return redirect("campus_settings:settings")
    return _page(request, form)


@require_POST
@role_required(Role.ADMINISTRATOR)
def logo(request: SignedInRequest) -> HttpResponse:
    """Change the logo, or take it away."""
    form = LogoForm(request.POST, request.FILES)
    removing = "remove" in request.POST
    if not removing and not form.is_valid():
        return _page(request, CampusForm.of(the_campus()), logo_form=form)
    try:
        change_logo(actor=request.user, upload=None if removing else form.cleaned_data["logo"])
    except (InvalidInput, Conflict) as error:
        form.add_error("logo", str(error))
        return _page(request, CampusForm.of(the_campus()), logo_form=form)
    messages.success(request, _("The logo is taken away.") if removing else _("The logo is changed."))
    return redirect("campus_settings:settings")


def _with_adopted_colour(data: QueryDict) -> QueryDict:
    """What was sent, with the readable colour that a button of the preview proposes."""
    for field in CHECKS:
        adopted = data.get(f"adopt_{field}")
        if adopted is not None:
            data = data.copy()
            data[field] = adopted
    return data


def _page(request: SignedInRequest, form: CampusForm, logo_form: LogoForm | None = None) -> HttpResponse:
    context = {"form": form, "logo_form": logo_form or LogoForm(), "preview": _preview(form)}
    is_fragment = request.htmx and request.htmx.target == "preview"
    template = "web/campus_settings/_preview.html" if is_fragment else "web/campus_settings/settings.html"
    return render(request, template, context)


def _preview(form: CampusForm) -> dict[str, Any]:
    """What the form says now, whether it is valid or not."""
    colours = {field: str(form[field].value() or "") for field in CHECKS}
    problems = []
    for field, check in CHECKS.items():
        problem = check(colours[field]) if is_colour(colours[field]) else None
        if problem:
            problems.append({"field": field, "label": form[field].label, "problem": problem})
    if not all(map(is_colour, colours.values())):
        colours = {"primary_colour": the_campus().primary_colour, "accent_colour": the_campus().accent_colour}
    texts = {name: form[name].value() or "" for name in ("name", "tagline_fr", "tagline_en", "about_fr", "about_en")}
    return {**texts, **colours, "problems": problems}
