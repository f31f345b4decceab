"""Which questions of a call ask for needs or offers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.domain.needs.enums import NoticeKind, Side
from parvis.domain.needs.selectors.asking import askable_questions, need_questions
from parvis.domain.needs.services.asking import Asked, set_need_questions
from parvis.faces.web.calls.shared import managed
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.needs.shared import attempt

SIDE = "side-"
"""What the fields begin with that say as what an answer is read."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def questions(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say for each question whether its answers are needs or offers, and of which kind."""
    call = managed(request, slug)
    if request.method == "POST":
        chosen = _chosen(request)
        if attempt(request, lambda: set_need_questions(actor=request.user, call=call, asked=chosen)):
            messages.success(request, _("Saved. What was submitted already is read again in a moment."))
        return redirect("needs:questions", call.slug)
    present = need_questions(call.pk)
    context = {
        "call": call,
        "rows": [(question, present.get(question.key)) for question in askable_questions(call)],
        "sides": Side.choices,
        "kinds": NoticeKind.choices,
    }
    return render(request, "web/needs/questions.html", context)


def _chosen(request: SignedInRequest) -> dict[str, Asked]:
    """What was chosen for each question; the service looks whether the form has it."""
    keys = [name.removeprefix(SIDE) for name, side in request.POST.items() if name.startswith(SIDE) and side]
    return {key: Asked(request.POST[f"{SIDE}{key}"], request.POST.get(f"kind-{key}", "")) for key in keys}
