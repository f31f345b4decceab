"""Submit and withdraw."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.base.forms.selectors import answers_of, as_read
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.applying.selectors.own import standings_of
from parvis.domain.applying.selectors.submitted import unsent_keys, whole_reading
from parvis.domain.applying.selectors.writing import Desk
from parvis.domain.applying.services.submitting import (
    answer_correction,
    submit_application,
    submit_later_form,
    withdraw_application,
)
from parvis.domain.calls.enums import FormStage
from parvis.faces.web.applying.completeness import completeness_of
from parvis.faces.web.applying.forms import WithdrawForm
from parvis.faces.web.applying.shared import desk_or_404, may_submit, own_or_404, page_of_call, posted
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def submit(request: SignedInRequest, reference: str, stage: str) -> HttpResponse:
    """Read everything over, see what is missing, and submit."""
    desk = desk_or_404(request.user, reference, stage)
    refused = ""
    if request.method == "POST":
        try:
            _submit(request, desk)
        except InvalidInput as error:
            refused = str(error)
        except (Conflict, InvalidTransition) as error:
            messages.warning(request, str(error))
            return redirect("applying:application", reference)
        else:
            messages.success(request, _("Submitted. You and your colleagues get a receipt by mail."))
            return redirect("applying:application", reference)
    answers = answers_of(desk.sheet)
    is_application = desk.stage == FormStage.APPLICATION
    application = desk.application
    context = {
        "desk": desk,
        "application": application,
        "completeness": completeness_of(desk, answers),
        "sections": whole_reading(application, desk.version, answers)
        if is_application
        else as_read(desk.version, answers),
        "may_submit": may_submit(request.user, application),
        "changed": unsent_keys(application) if is_application and application.version else [],
        "refused": refused,
    }
    return page_of_call(request, application.call, "web/applying/submit.html", context, status=422 if refused else 200)


def _submit(request: SignedInRequest, desk: Desk) -> None:
    """The act that this sheet is for now."""
    text = request.POST.get("seen", "")
    seen = int(text) if text.isdecimal() and len(text) < 10 else None
    if desk.later is not None:
        submit_later_form(actor=request.user, application=desk.application, stage=desk.stage)
    elif desk.correction is not None and not desk.is_open:
        answer_correction(actor=request.user, application=desk.application, seen=seen)
    else:
        submit_application(actor=request.user, application=desk.application, seen=seen)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take the application back; asks first."""
    application = own_or_404(request.user, reference)
    standing = standings_of([application], clock.now())[0]
    if standing.is_ended or not may_submit(request.user, application):
        return redirect("applying:application", reference)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_application(actor=request.user, application=application, reason=form.cleaned_data["reason"])
        except (Conflict, InvalidTransition) as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("The application is withdrawn."))
        return redirect("applying:application", reference)
    return render(request, "web/applying/withdraw.html", {"application": application, "form": form})
