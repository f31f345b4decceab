"""What was submitted: read a version, compare two, get the receipt."""

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.base.forms.selectors import ReadSection
from parvis.domain.applying.selectors.receipts import files_of, receipt_pdf
from parvis.domain.applying.selectors.submitted import differences, version_of, versions_of, whole_reading
from parvis.domain.calls.models import Application, ApplicationVersion
from parvis.faces.web.applying.shared import own_or_404, page_of_call
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_safe
@signed_in
def version(request: SignedInRequest, reference: str, number: int) -> HttpResponse:
    """One version, as it was submitted."""
    application = own_or_404(request.user, reference)
    found = _version_or_404(application, number)
    reading = whole_reading(application, found.form_version, found.answers)
    context = {
        "application": application,
        "version": found,
        "sections": reading,
        "files": files_of(reading),
        "is_latest": found.number == application.version,
    }
    return page_of_call(request, application.call, "web/applying/version.html", context)


@require_safe
@signed_in
def receipt(request: SignedInRequest, reference: str, number: int) -> HttpResponse:
    """The receipt as PDF, in the language of the reader."""
    application = own_or_404(request.user, reference)
    found = _version_or_404(application, number)
    content = receipt_pdf(application, found, get_language() or application.language)
    name = f"{application.reference}-v{found.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@signed_in
def compare(request: SignedInRequest, reference: str) -> HttpResponse:
    """What changed from one version to another; the last two where the address names none."""
    application = own_or_404(request.user, reference)
    versions = versions_of(application)
    if len(versions) < 2:
        raise Http404
    numbers = [row.number for row in versions]
    after = _number(request.GET.get("after", ""), numbers, numbers[0])
    before = _number(request.GET.get("before", ""), numbers, max((n for n in numbers if n < after), default=after))
    old, new = _version_or_404(application, before), _version_or_404(application, after)
    context = {
        "application": application,
        "versions": versions,
        "before": old,
        "after": new,
        "changes": differences(_reading(application, old), _reading(application, new)),
    }
    return page_of_call(request, application.call, "web/applying/compare.html", context)


def _reading(application: Application, found: ApplicationVersion) -> list[ReadSection]:
    return whole_reading(application, found.form_version, found.answers)


def _number(text: str, known: list[int], default: int) -> int:
    """The number that an address names, or the default where there is no such version."""
    return int(text) if text.isdecimal() and len(text) < 6 and int(text) in known else default


def _version_or_404(application: Application, number: int) -> ApplicationVersion:
    found = version_of(application, number)
    if found is None:
        raise Http404
    return found
