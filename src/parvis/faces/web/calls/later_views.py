"""Ask one applicant for a later form of the call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.applying.selectors.later import stages_to_ask
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.calls.enums import FormStage
from parvis.faces.web.calls.fields import add_problems
from parvis.faces.web.calls.screening_forms import LaterForm
from parvis.faces.web.calls.shared import submitted, to_application
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@signed_in
def ask(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """Choose the form and its date."""
    found = submitted(request, slug, reference)
    stages = stages_to_ask(found)
    if not stages:
        messages.warning(request, _("There is no form to ask for now."))
        return to_application(found)
    form = LaterForm(request.POST or None, application=found, stages=stages)
    if request.method == "POST" and form.is_valid():
        stage, due_at = FormStage(form.cleaned_data["stage"]), form.cleaned_data["due_at"]
        try:
            ask_for_form(actor=request.user, application=found, stage=stage, due_at=due_at)
        except InvalidInput as error:
            add_problems(form, error)
        except (InvalidTransition, Conflict) as error:
            messages.error(request, str(error))
            return to_application(found)
        else:
            messages.success(request, _("The applicant is asked by mail."))
            return to_application(found)
    context = {"call": found.call, "application": found, "form": form, "title": _("Ask for a form")}
    return render(request, "web/calls/form_page.html", context)
