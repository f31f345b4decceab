"""Make a joint project of an introduction."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.introductions import rules
from parvis.domain.introductions.models import Introduction
from parvis.domain.introductions.services.moving import sides_of
from parvis.domain.introductions.services.projects import make_joint_project
from parvis.domain.joint_projects.services.projects import ProjectValues
from parvis.domain.reference.models import Theme
from parvis.faces.web.introductions.forms import Refusable
from parvis.faces.web.introductions.own_views import introduction_of
from parvis.faces.web.juries.moments import text_field
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


class ProjectForm(Refusable):
    """A first description; the rest is written on the page of the project."""

    title_fr = forms.CharField(label=gettext_lazy("Title in French"), max_length=200, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, required=False)
    summary_fr = text_field(gettext_lazy("Summary in French"), rows=4)
    summary_en = text_field(gettext_lazy("Summary in English"), rows=4)
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Themes"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )


def _begun(introduction: Introduction) -> dict[str, Any]:
    """What is known already: the title of the need or the offer, in its language, and its themes."""
    notice = introduction.need or introduction.offer
    if notice is None:
        return {}
    language = "en" if notice.language == "en" else "fr"
    return {f"title_{language}": notice.title, "themes": notice.themes.all()}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project(request: SignedInRequest, pk: int) -> HttpResponse:
    """Both organisations are its partners."""
    found = introduction_of(request, pk)
    if not rules.can_make_project(request.user, found):
        raise Http404
    form = ProjectForm(request.POST) if request.method == "POST" else ProjectForm(initial=_begun(found))
    if request.method == "POST" and form.is_valid():
        values = ProjectValues(**form.cleaned_data, is_invented=found.is_invented)
        try:
            make_joint_project(actor=request.user, introduction=found, values=values)
        except InvalidInput as error:
            form.refuse(error)
        except ParvisError as error:
            messages.warning(request, str(error))
            return redirect("introductions:introduction", pk)
        else:
            messages.success(request, _("The joint project is on record, as an idea."))
            return redirect("introductions:introduction", pk)
    context = {"introduction": found, "form": form, "sides": list(sides_of(found).values())}
    return render(request, "web/introductions/project.html", context, status=422 if form.errors else 200)
