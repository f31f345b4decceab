"""Preview as the applicant, publish, and read versions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.base.forms.kinds import kind_of
from parvis.base.forms.models import Form, FormVersion
from parvis.base.forms.rules import owner_of
from parvis.base.forms.selectors import (
    as_read,
    draft_version,
    problems_in,
    published_version,
    questions_of,
    sections_of,
)
from parvis.base.forms.selectors.changes import changes_between
from parvis.base.forms.services import publish_version
from parvis.base.forms.services.publishing import obstacles
from parvis.core.errors import Conflict, InvalidInput
from parvis.faces.web.forms.access import builder_only, draft_of
from parvis.faces.web.forms.describing import english_missing, lines_of
from parvis.faces.web.forms.fields import Field, shown_fields
from parvis.faces.web.forms.posted import raw_of
from parvis.faces.web.layout.guards import SignedInRequest

MOST_EXTRA = 20


@require_http_methods(["GET", "HEAD", "POST"])
@builder_only
def preview(request: SignedInRequest, form: Form) -> HttpResponse:
    """The draft, or what is asked now, as applicants see it; nothing that is typed here is saved."""
    version = draft_version(form) or published_version(form)
    found = sections_of(version) if version else []
    is_tried = request.method == "POST"
    questions = [one for _section, listed in found for one in listed]
    taken = {one.key: kind_of(one.kind).take(one.options, raw_of(one, request.POST)) for one in questions}
    answers = taken if is_tried else {}
    problems = problems_in(version, answers) if version and is_tried and "more" not in request.POST else {}
    more = request.POST.get("more", "")
    fields = [
        (section, [
            Field(one, answers.get(one.key), errors=problems.get(one.key, ()), extra_lines=1 + (one.key == more))
            for one in listed
        ])
        for section, listed in found
    ]  # fmt: skip
    context = {
        "form": form,
        "owner": owner_of(form),
        "sections": shown_fields(fields, answers),
        "is_tried": is_tried and not more,
        "problems": [(one, problems[one.key]) for one in questions if one.key in problems],
        "sheet": as_read(version, answers) if version and is_tried else [],
    }
    return render(request, "web/forms/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@builder_only
def publish(request: SignedInRequest, form: Form) -> HttpResponse:
    """What changes for applicants, and the button that makes it so."""
    if request.method == "POST":
        try:
            published = publish_version(actor=request.user, form=form)
        except (Conflict, InvalidInput) as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Version %(number)d is published.") % {"number": published.number})
        return redirect("forms:builder", form.pk)
    draft, last = draft_of(form), published_version(form)
    context = {
        "form": form,
        "owner": owner_of(form),
        "draft": draft,
        "last": last,
        "changes": changes_between(last, draft),
        "obstacles": obstacles(draft),
        "english_missing": english_missing(lines_of(draft)),
        "count": len(questions_of(draft)),
    }
    return render(request, "web/forms/publish.html", context)


@require_safe
@builder_only
def version(request: SignedInRequest, form: Form, number: int) -> HttpResponse:
    """One version as it was asked."""
    found = get_object_or_404(FormVersion.objects.select_related("published_by"), form=form, number=number)
    before = FormVersion.objects.filter(form=form, number__lt=number).order_by("-number").first()
    context = {
        "form": form,
        "owner": owner_of(form),
        "version": found,
        "lines": lines_of(found),
        "changes": changes_between(before, found) if before else None,
    }
    return render(request, "web/forms/version.html", context)
