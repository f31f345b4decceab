"""What the page of writing sends while one writes: an answer, a file, that one is here. Answers are JSON and fragments.

Whoever is signed out gets 401, so that the page keeps the text and says so, instead of the page of signing in.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.base.forms.models import Answer, AnswerSheet, Question
from parvis.base.forms.selectors import answer_to, problems_of
from parvis.core import clock
from parvis.domain.applying.selectors.colleagues import others_here
from parvis.domain.applying.selectors.writing import question_asked
from parvis.domain.applying.services.presence import leave, note_presence
from parvis.domain.applying.services.writing import write_answer
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Application
from parvis.faces.web.applying.here import here_sentence
from parvis.faces.web.applying.kept import box_of, kept_sentence
from parvis.faces.web.applying.posting import change_files
from parvis.faces.web.applying.shared import desk_or_404, written_or_404
from parvis.faces.web.applying.sheet import print_of
from parvis.faces.web.forms.fields import field_of
from parvis.faces.web.forms.posted import raw_of, revision_of
from parvis.faces.web.layout.guards import SignedInRequest

View = Callable[..., HttpResponse]


def signed_in_or_401(view: View) -> View:
    """Answer 401 to whoever is signed out."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"state": "signed-out"}, status=HTTPStatus.UNAUTHORIZED)
        return view(cast("SignedInRequest", request), *arguments, **names)

    return guarded


@require_POST
@signed_in_or_401
def save(request: SignedInRequest, reference: str, stage: str, key: str) -> HttpResponse:
    """Save one answer and say what became of it."""
    application = written_or_404(request.user, reference)
    question = _question_or_404(application, stage, key)
    written = write_answer(
        actor=request.user,
        application=application,
        key=key,
        raw=raw_of(question, request.POST),
        revision=revision_of(question, request.POST),
        stage=FormStage(stage),
    )
    revision = written.answer.revision if written.answer else 0
    if written.kept:
        return JsonResponse({"state": "kept", "revision": revision, "text": kept_sentence(written.kept)})
    if written.overtaken:
        html = _box(request, reference, stage, key, written.overtaken.mine)
        told = {"state": "overtaken", "revision": revision, "text": str(written.overtaken), "html": html}
        return JsonResponse(told)
    return JsonResponse(_saved(question, written.answer))


def _question_or_404(application: Application, stage: str, key: str) -> Question:
    sheet: AnswerSheet | None = application.sheet
    if stage != FormStage.APPLICATION:
        later = application.stage_sheets.filter(stage=stage).select_related("sheet").first()
        sheet = later.sheet if later else None
    question = question_asked(sheet, key, application if sheet == application.sheet else None) if sheet else None
    if question is None:
        raise Http404
    return question


def _saved(question: Question, answer: Answer | None) -> dict[str, object]:
    """What the page shows beside the field, and what it compares with from now on."""
    return {
        "state": "saved",
        "revision": answer.revision if answer else 0,
        "text": saved_at(answer),
        "problems": problems_of(question, answer.value) if answer else [],
        "shown": print_of(answer.value if answer else None),
    }


def _box(request: SignedInRequest, reference: str, stage: str, key: str, mine: Any) -> str:
    """Both texts, to choose from."""
    desk = desk_or_404(request.user, reference, stage)
    context = {"box": box_of(desk, key, mine=mine, by=request.user), "application": desk.application, "stage": stage}
    return render_to_string("web/applying/_overtaken.html", context, request)


def saved_at(answer: Answer | None) -> str:
    """When it was saved, in words; today the time is enough."""
    if answer is None:
        return ""
    at = timezone.localtime(answer.written_at)
    if at.date() == clock.today():
        return _("Saved at %(time)s") % {"time": date_format(at, "TIME_FORMAT")}
    return _("Saved on %(moment)s") % {"moment": date_format(at, "DATETIME_FORMAT")}


@require_POST
@signed_in_or_401
def files(request: SignedInRequest, reference: str, stage: str, key: str) -> HttpResponse:
    """Add files to an answer, or take one out; the answer is the question as it is now."""
    desk = desk_or_404(request.user, reference, stage)
    question = desk.question(key)
    if question is None:
        raise Http404
    problems = change_files(request.user, desk, question, request.POST, request.FILES)
    field = field_of(question, answer_to(desk.sheet, key), errors=problems)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "web/forms/_question.html", {"field": field}, status=status)


@require_POST
@signed_in_or_401
def here(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say that one is here, or leaves; the answer is who else is, and in which question."""
    application = written_or_404(request.user, reference)
    if "leave" in request.POST:
        leave(user=request.user, application=application)
        return JsonResponse({"others": []})
    note_presence(user=request.user, application=application, question=request.POST.get("question", ""))
    others = [
        {"name": one.user.display_name, "question": one.question} for one in others_here(application, request.user)
    ]
    return JsonResponse({"others": others, "text": here_sentence([str(one["name"]) for one in others])})
