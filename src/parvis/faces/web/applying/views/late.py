"""The link that lets one applicant in after the deadline."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.errors import InvalidTransition
from parvis.domain.applying.selectors.late import late_access_by_token
from parvis.domain.applying.services.late import take_late_access
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.standing import right_over
from parvis.faces.web.applying.shared import page_of_call


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens and until when; opening it does nothing, so that programs that read mails do no harm."""
    found = late_access_by_token(token)
    if found is None:
        return render(request, "web/applying/late_gone.html", status=404)
    if request.method != "POST":
        return page_of_call(request, found.call, "web/applying/late.html", {"late": found})
    if not request.user.is_authenticated:
        raise Http404
    try:
        taken = take_late_access(actor=request.user, token=token)
    except InvalidTransition:
        return render(request, "web/applying/late_gone.html", status=404)
    messages.success(request, _("You can apply until the date that was agreed with you."))
    if taken.application is not None and right_over(request.user, taken.application) is not None:
        return redirect("applying:write", taken.application.reference, FormStage.APPLICATION)
    return redirect("applying:begin", taken.call.slug)
