"""The form as a whole: its parts, its title, and its draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.forms.models import Form
from parvis.base.forms.rules import owner_of
from parvis.base.forms.selectors import draft_version, published_version, versions_of
from parvis.base.forms.services import begin_draft, begin_with, discard_draft, rename_form
from parvis.base.forms.services.building import TITLE_LENGTH
from parvis.base.forms.starters import starters
from parvis.core.errors import Conflict
from parvis.faces.web.forms.access import builder_only, draft_of
from parvis.faces.web.forms.describing import english_missing, lines_of
from parvis.faces.web.layout.guards import SignedInRequest

OUTLINE = "outline"


class TitleForm(forms.Form):
    """The title of a form, which the team reads."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LENGTH)


@require_safe
@builder_only
def builder(request: SignedInRequest, form: Form) -> HttpResponse:
    """The parts of the draft, or of what is asked now, and what can be done with them."""
    context = _context(form)
    is_empty = context["draft"] and not context["lines"]
    more = {"versions": versions_of(form), "starters": starters().items() if is_empty else ()}
    return render(request, "web/forms/builder.html", {**context, **more})


def outline_of(request: SignedInRequest, form: Form) -> HttpResponse:
    """The parts alone, for htmx, with what is said of the last act."""
    response = render(request, "web/forms/_outline.html", {**_context(form), "says": True})
    patch_vary_headers(response, ("HX-Target",))
    return response


def _context(form: Form) -> dict[str, Any]:
    draft, published = draft_version(form), published_version(form)
    shown = draft or published
    lines = lines_of(shown) if shown else []
    return {
        "form": form,
        "owner": owner_of(form),
        "draft": draft,
        "published": published,
        "lines": lines,
        "english_missing": english_missing(lines),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@builder_only
def title(request: SignedInRequest, form: Form) -> HttpResponse:
    """Give the form another title."""
    page = TitleForm(request.POST if request.method == "POST" else None, initial={"title": form.title})
    if request.method == "POST" and page.is_valid():
        rename_form(actor=request.user, form=form, title=page.cleaned_data["title"])
        messages.success(request, _("Saved."))
        return redirect("forms:builder", form.pk)
    return render(request, "web/forms/title.html", {"form": form, "page": page, "owner": owner_of(form)})


@require_POST
@builder_only
def start(request: SignedInRequest, form: Form) -> HttpResponse:
    """Fill an empty draft with the questions of a starter."""
    starter = starters().get(request.POST.get("starter", ""))
    if starter is not None:
        try:
            begin_with(actor=request.user, version=draft_of(form), starter=starter)
        except Conflict as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("The form has its first questions. Change them as you like."))
    return redirect("forms:builder", form.pk)


@require_POST
@builder_only
def change(request: SignedInRequest, form: Form) -> HttpResponse:
    """Begin a draft of the next version."""
    try:
        begin_draft(actor=request.user, form=form)
    except Conflict as error:
        messages.warning(request, str(error))
    return redirect("forms:builder", form.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@builder_only
def drop(request: SignedInRequest, form: Form) -> HttpResponse:
    """Drop the changes since the last publication, after a question."""
    if request.method == "POST":
        try:
            discard_draft(actor=request.user, form=form)
        except Conflict as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("The changes are dropped. What is asked has not changed."))
        return redirect("forms:builder", form.pk)
    context = {
        "form": form,
        "owner": owner_of(form),
        "question": _("All changes since the last publication go. What is asked now stays as it is."),
        "act": _("Drop the changes"),
    }
    return render(request, "web/forms/confirm.html", context)
