"""Sections and questions: add, write, order, duplicate, remove."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.forms import services
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import Form
from parvis.base.forms.models.forms import Asked
from parvis.base.forms.rules import owner_of
from parvis.base.forms.selectors.soundness import conditional_before
from parvis.core.errors import Conflict, InvalidInput
from parvis.faces.web.forms.access import builder_only, draft_of, is_for, question_of_draft, section_of
from parvis.faces.web.forms.describing import KINDS
from parvis.faces.web.forms.part_forms import PartForm, QuestionForm
from parvis.faces.web.forms.views.outline import OUTLINE, outline_of
from parvis.faces.web.layout.guards import SignedInRequest

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@builder_only
def section_new(request: SignedInRequest, form: Form) -> HttpResponse:
    """Add a section at the end."""
    draft = draft_of(form)
    page = PartForm(_posted(request), before=conditional_before(draft, None))
    if request.method == "POST" and page.is_valid():
        made = _tried(page, partial(services.add_section, actor=request.user, version=draft))
        if made:
            messages.success(request, _("The section is added. Give it its questions."))
            return _back(form, f"s-{made.key}")
    return render(request, "web/forms/section.html", {"form": form, "owner": owner_of(form), "page": page})


@require_http_methods(FORM_METHODS)
@builder_only
def section(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """Write a section."""
    found = section_of(form, key)
    page = PartForm(_posted(request), before=conditional_before(found.version, found), part=found)
    is_sent = request.method == "POST" and page.is_valid()
    act = partial(services.edit_section, actor=request.user, section=found)
    if is_sent and _tried(page, act):
        messages.success(request, _("Saved."))
        return _back(form, f"s-{key}")
    context = {"form": form, "owner": owner_of(form), "page": page, "section": found}
    return render(request, "web/forms/section.html", context)


@require_POST
@builder_only
def section_move(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """One place up or down."""
    found, to = section_of(form, key), request.POST.get("to", "")
    return _acted(request, form, lambda: services.move_section(actor=request.user, section=found, to=to))


@require_http_methods(FORM_METHODS)
@builder_only
def section_remove(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """Remove a section with its questions, after a question."""
    found = section_of(form, key)
    if request.method == "POST":
        return _acted(request, form, lambda: services.remove_section(actor=request.user, section=found))
    question = _("The section “%(label)s” and its questions go from the draft. Published versions keep them.")
    return _confirm(request, form, question % {"label": found.label}, _("Remove the section"))


@require_safe
@builder_only
def kinds(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """Choose what sort of question to add."""
    listed = [(kind, KINDS[kind]) for kind in QuestionKind]
    context = {"form": form, "owner": owner_of(form), "section": section_of(form, key), "kinds": listed}
    return render(request, "web/forms/kinds.html", context)


@require_http_methods(FORM_METHODS)
@builder_only
def question_new(request: SignedInRequest, form: Form, key: str, kind: str) -> HttpResponse:
    """Add a question at the end of a section."""
    found = section_of(form, key)
    if kind not in QuestionKind.values:
        raise Http404
    page = QuestionForm(_posted(request), kind=kind, before=conditional_before(found.version, None, key))
    if request.method == "POST" and "more" not in request.POST and page.is_valid():
        made = _tried(page, partial(services.add_question, actor=request.user, section=found, kind=kind))
        if made:
            messages.success(request, _("The question is added."))
            return _back(form, f"q-{made.key}")
    return _question_page(request, form, page, {"section": found, "kind": QuestionKind(kind)})


@require_http_methods(FORM_METHODS)
@builder_only
def question(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """Write a question."""
    found = question_of_draft(form, key)
    before = conditional_before(found.version, found)
    page = QuestionForm(_posted(request), kind=found.kind, before=before, part=found)
    is_sent = request.method == "POST" and "more" not in request.POST and page.is_valid()
    if is_sent and _tried(page, partial(services.edit_question, actor=request.user, question=found)):
        messages.success(request, _("Saved."))
        return _back(form, f"q-{key}")
    more = {"section": found.section, "kind": QuestionKind(found.kind), "question": found}
    return _question_page(request, form, page, more)


@require_POST
@builder_only
def question_move(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """One place up or down, also into the next section."""
    found, to = question_of_draft(form, key), request.POST.get("to", "")
    return _acted(request, form, lambda: services.move_question(actor=request.user, question=found, to=to))


@require_POST
@builder_only
def question_duplicate(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """The same question again."""
    found = question_of_draft(form, key)
    return _acted(request, form, lambda: services.duplicate_question(actor=request.user, question=found))


@require_http_methods(FORM_METHODS)
@builder_only
def question_remove(request: SignedInRequest, form: Form, key: str) -> HttpResponse:
    """Remove a question, after a question."""
    found = question_of_draft(form, key)
    if request.method == "POST":
        return _acted(request, form, lambda: services.remove_question(actor=request.user, question=found))
    sentence = _("“%(label)s” goes from the draft. Answers that were given to it stay with their version.")
    return _confirm(request, form, sentence % {"label": found.label}, _("Remove the question"))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _tried(page: PartForm, act: Callable[..., Asked]) -> Asked | None:
    """What the act made of the page's values; None where it was refused, which the page then says."""
    try:
        return act(values=page.values())
    except InvalidInput as error:
        page.take(error.fields)
    except Conflict as error:
        page.add_error(None, str(error))
    return None


def _acted(request: SignedInRequest, form: Form, act: Callable[[], object]) -> HttpResponse:
    """Do it, say what was refused, and show the outline: in the page for htmx, else anew."""
    try:
        act()
    except (InvalidInput, Conflict) as error:
        messages.warning(request, str(error))
    if is_for(request, OUTLINE):
        return outline_of(request, form)
    return redirect("forms:builder", form.pk)


def _back(form: Form, anchor: str) -> HttpResponse:
    response = redirect("forms:builder", form.pk)
    response["Location"] += f"#{anchor}"
    return response


def _confirm(request: SignedInRequest, form: Form, question: str, act: str) -> HttpResponse:
    context = {"form": form, "owner": owner_of(form), "question": question, "act": act}
    return render(request, "web/forms/confirm.html", context)


def _question_page(request: SignedInRequest, form: Form, page: QuestionForm, more: dict[str, Any]) -> HttpResponse:
    context = {"form": form, "owner": owner_of(form), "page": page, "info": KINDS[page.kind], **more}
    return render(request, "web/forms/question.html", context)
