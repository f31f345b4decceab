"""What the views of this area share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import InvalidInput
from parvis.domain.applying.selectors.own import own_applications
from parvis.domain.applying.selectors.writing import Desk, desk_of
from parvis.domain.calls.enums import FormStage, Right
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.selectors.applications import applications_written_by
from parvis.domain.calls.standing import right_over


def own_or_404(user: User, reference: str) -> Application:
    """The application, for whoever writes it."""
    application = own_applications(user).filter(reference=reference).first()
    if application is None:
        raise Http404
    return application


def written_or_404(user: User, reference: str) -> Application:
    """The same with no more than a save needs: there are many of them on the last evening."""
    rows = applications_written_by(user).select_related("call", "sheet__version__form")
    application = rows.filter(reference=reference).first()
    if application is None:
        raise Http404
    return application


def desk_or_404(user: User, reference: str, stage: str) -> Desk:
    """The sheet of this stage, for whoever writes the application."""
    application = own_or_404(user, reference)
    desk = desk_of(application, FormStage(stage), clock.now()) if stage in FormStage.values else None
    if desk is None:
        raise Http404
    return desk


def may_submit(user: User, application: Application) -> bool:
    """True for whoever may submit it, invite and withdraw."""
    return right_over(user, application) == Right.SUBMIT


def page_of_call(
    request: HttpRequest, call: Call, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page whose moments are told in the time zone of the call, which it names."""
    with timezone.override(call.timezone):
        return render(request, template, dict(context), status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too."""
    return request.POST if request.method == "POST" else None


def add_errors(form: forms.BaseForm, error: InvalidInput) -> None:
    """Put the sentences of a service beside the fields of a form; what has no field stands above them."""
    for name, sentences in error.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
    if not error.fields:
        form.add_error(None, str(error))
