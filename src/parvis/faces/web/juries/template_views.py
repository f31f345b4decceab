"""The templates of letters, by call."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import InvalidInput
from parvis.domain.cohorts.enums import Outcome
from parvis.domain.cohorts.models import Jury
from parvis.domain.cohorts.selectors.letters import all_words, changed_templates, words_for
from parvis.domain.cohorts.services.templates import edit_template, reset_template
from parvis.domain.cohorts.wording import PLACEHOLDERS
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import attempt, of_managed_jury
from parvis.faces.web.juries.letter_forms import LetterForm
from parvis.faces.web.layout.context import OWN_NAMES
from parvis.faces.web.layout.guards import SignedInRequest


@require_safe
@of_managed_jury
def templates(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """What the letters of the call say, for each outcome in each language."""
    languages = [code for code, _name in settings.LANGUAGES]
    words, changed = all_words(jury.round.call, languages), changed_templates(jury.round.call)
    rows = [
        (
            outcome,
            [(code, OWN_NAMES[code], words[(outcome, code)][0], (outcome, code) in changed) for code in languages],
        )
        for outcome in Outcome
    ]
    return render(request, "web/juries/templates.html", {**frame(request, jury, "outbox"), "rows": rows})


def _check(outcome: str, language: str) -> None:
    if outcome not in Outcome.values or language not in dict(settings.LANGUAGES):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def template(request: SignedInRequest, jury: Jury, outcome: str, language: str) -> HttpResponse:
    """Change one template."""
    _check(outcome, language)
    call = jury.round.call
    subject, text = words_for(call, outcome, language)
    form = LetterForm(request.POST or None, initial={"subject": subject, "text": text})
    if request.method == "POST" and form.is_valid():
        try:
            edit_template(actor=request.user, call=call, outcome=outcome, language=language, **form.cleaned_data)
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("The template is saved. Letters drafted before are to be drafted anew."))
            return redirect("juries:templates", jury.pk)
    context = {
        **frame(request, jury, "outbox"),
        "form": form,
        "outcome": outcome,
        "outcome_label": Outcome(outcome).label,
        "language": language,
        "language_name": OWN_NAMES[language],
        "placeholders": [(f"{{{name}}}", label) for name, label in PLACEHOLDERS.items()],
        "is_changed": (outcome, language) in changed_templates(call),
    }
    return render(request, "web/juries/template.html", context, status=422 if form.errors else 200)


@require_POST
@of_managed_jury
def template_reset(request: SignedInRequest, jury: Jury, outcome: str, language: str) -> HttpResponse:
    """Give it its usual words back."""
    _check(outcome, language)
    attempt(
        request,
        lambda: reset_template(actor=request.user, call=jury.round.call, outcome=outcome, language=language),
        _("The template has its usual words again."),
    )
    return redirect("juries:templates", jury.pk)
