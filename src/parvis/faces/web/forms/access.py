"""Who gets into the builder, and on what: everything else is a page that does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from parvis.base.forms.models import Form, FormVersion, Question, Section
from parvis.base.forms.rules import can_build
from parvis.base.forms.selectors import draft_version
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

P = ParamSpec("P")


def builder_only(
    view: Callable[Concatenate[SignedInRequest, Form, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Only whoever may build the form opens the page; the view gets the form instead of its number."""

    def guarded(request: SignedInRequest, /, form_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        form = get_object_or_404(Form, pk=form_id)
        if not can_build(request.user, form):
            raise Http404
        return view(request, form, *args, **kwargs)

    return wraps(view)(signed_in(guarded))


def draft_of(form: Form) -> FormVersion:
    """The draft; a page about one does not exist while there is none."""
    draft = draft_version(form)
    if draft is None:
        raise Http404
    draft.form = form
    return draft


def section_of(form: Form, key: str) -> Section:
    """A section of the draft."""
    return get_object_or_404(Section.objects.select_related("version__form"), version=draft_of(form), key=key)


def question_of_draft(form: Form, key: str) -> Question:
    """A question of the draft."""
    found = Question.objects.select_related("version__form", "section")
    return get_object_or_404(found, version=draft_of(form), key=key)


def is_for(request: HttpRequest, target: str) -> bool:
    """True where htmx asks for one part of the page."""
    return request.headers.get("HX-Target") == target
