"""Themes: add, write, order, retire. Sectors: look up."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.accounts.enums import Role
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.selectors.topics import sectors_with_counts, theme_counts
from parvis.domain.reference.models import Theme
from parvis.domain.reference.selectors.topics import all_themes
from parvis.domain.reference.services.themes import create_theme, edit_theme, order_themes, set_theme_active
from parvis.faces.web.layout.guards import SignedInRequest, role_required, team_only
from parvis.faces.web.topics.forms import ThemeForm

administrators_only = role_required(Role.ADMINISTRATOR)
PER_PAGE = 50


@require_safe
@administrators_only
def themes(request: SignedInRequest) -> HttpResponse:
    """All themes in their order, with the number of organisations that have each."""
    counts = theme_counts()
    rows = [(theme, counts.get(theme.pk, 0)) for theme in all_themes()]
    return render(request, "web/topics/themes.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def new(request: SignedInRequest) -> HttpResponse:
    """Add a theme."""
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_theme(actor=request.user, values=form.cleaned_data)
        except InvalidInput as error:
            _add_errors(form, error)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The theme %(name)s is added.") % {"name": made.name})
            return redirect("topics:themes")
    return render(request, "web/topics/theme.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def theme(request: SignedInRequest, code: str) -> HttpResponse:
    """Write a theme."""
    found = get_object_or_404(Theme, code=code)
    form = ThemeForm(request.POST if request.method == "POST" else None, initial=ThemeForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            edit_theme(actor=request.user, theme=found, values=form.cleaned_data)
        except InvalidInput as error:
            _add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("topics:themes")
    return render(request, "web/topics/theme.html", {"form": form, "theme": found})


@require_POST
@administrators_only
def move(request: SignedInRequest, code: str) -> HttpResponse:
    """One place up, or down."""
    codes = list(all_themes().values_list("code", flat=True))
    found = get_object_or_404(Theme, code=code)
    place = codes.index(found.code)
    other = place + (1 if request.POST.get("to") == "down" else -1)
    if 0 <= other < len(codes):
        codes[place], codes[other] = codes[other], codes[place]
        order_themes(actor=request.user, codes=codes)
    return redirect("topics:themes")


@require_POST
@administrators_only
def activate(request: SignedInRequest, code: str) -> HttpResponse:
    """Retire a theme, or offer it again."""
    found = get_object_or_404(Theme, code=code)
    try:
        set_theme_active(actor=request.user, theme=found, is_active="offer" in request.POST)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Saved."))
    return redirect("topics:themes")


@require_safe
@team_only
def sectors(request: SignedInRequest) -> HttpResponse:
    """The NAF nomenclature, with the number of organisations of each sector."""
    query = request.GET.get("q", "").strip()
    page = Paginator(sectors_with_counts(query), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/topics/sectors.html", {"page": page, "query": query})


def _add_errors(form: forms.Form, error: InvalidInput) -> None:
    for name, sentences in error.fields.items():
        for sentence in sentences:
            form.add_error(name, sentence)
