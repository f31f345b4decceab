"""The templates of messages."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import InvalidInput
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.introductions.selectors.templates import all_words, changed_templates, words_for
from parvis.domain.introductions.services.templates import edit_template, reset_template
from parvis.domain.introductions.wording import PLACEHOLDERS, TemplateKind, check_template, filled, in_one_line
from parvis.faces.web.introductions.team_forms import TemplateForm
from parvis.faces.web.introductions.team_views import check
from parvis.faces.web.layout.context import OWN_NAMES
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_safe
@signed_in
def templates(request: SignedInRequest) -> HttpResponse:
    """What messages begin with, for each kind in each language."""
    check(request)
    languages = [code for code, _name in settings.LANGUAGES]
    words, changed = all_words(languages), changed_templates()
    rows = [
        (kind, [(code, OWN_NAMES[code], words[(kind, code)][0], (kind, code) in changed) for code in languages])
        for kind in TemplateKind
    ]
    return render(request, "web/introductions/templates.html", {"rows": rows})


def _check(request: SignedInRequest, kind: str, language: str) -> None:
    check(request)
    if kind not in TemplateKind.values or language not in dict(settings.LANGUAGES):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def template(request: SignedInRequest, kind: str, language: str) -> HttpResponse:
    """Change one template, after looking at it with an example in it."""
    _check(request, kind, language)
    subject, text = words_for(kind, language)
    is_post = request.method == "POST"
    form = TemplateForm(request.POST) if is_post else TemplateForm(initial={"subject": subject, "text": text})
    example = None
    if is_post and form.is_valid():
        try:
            if "preview" in request.POST:
                check_template(**form.cleaned_data)
                example = _example(**form.cleaned_data, language=language)
            else:
                edit_template(actor=request.user, kind=kind, language=language, **form.cleaned_data)
                messages.success(request, _("The template is saved."))
                return redirect("introductions:templates")
        except InvalidInput as error:
            form.refuse(error)
    context = {
        "form": form,
        "kind": TemplateKind(kind),
        "language": language,
        "language_name": OWN_NAMES[language],
        "placeholders": [(f"{{{name}}}", label) for name, label in PLACEHOLDERS.items()],
        "is_changed": (kind, language) in changed_templates(),
        "example": example,
    }
    return render(request, "web/introductions/template.html", context, status=422 if form.errors else 200)


def _example(subject: str, text: str, language: str) -> tuple[str, str]:
    """The words with invented values in them."""
    with translation.override(language):
        values = {
            "campus": the_campus().name,
            "first": _("Start-up A"),
            "second": _("Hospital B"),
            "asking": _("Start-up A"),
            "asked": _("Hospital B"),
            "sender": _("Camille"),
            "need": _("A hospital that tries our sensor"),
            "offer": _("A unit for clinical trials"),
            "opportunity": _("A European call for digital health"),
            "reasons": "- " + _("Both work on cardiology."),
        }
    return in_one_line(subject, values), filled(text, values)


@require_POST
@signed_in
def template_reset(request: SignedInRequest, kind: str, language: str) -> HttpResponse:
    """Give it its usual words back."""
    _check(request, kind, language)
    reset_template(actor=request.user, kind=kind, language=language)
    messages.success(request, _("The template has its usual words again."))
    return redirect("introductions:templates")
