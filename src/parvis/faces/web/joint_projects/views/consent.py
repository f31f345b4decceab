"""Whether everyone may read the page: partners say it signed in, or by the link of a mail."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import ParvisError
from parvis.domain.joint_projects.enums import Consent, Readers
from parvis.domain.joint_projects.links import CONSENT, named_by
from parvis.domain.joint_projects.models import Partner
from parvis.domain.joint_projects.rules import can_answer_consent
from parvis.domain.joint_projects.services.asking import answer_consent, ask_again
from parvis.domain.joint_projects.standing import is_present
from parvis.faces.web.joint_projects.page import members_of
from parvis.faces.web.joint_projects.shared import back_to, part_of, readable, writable
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

ANSWERS = {"yes": True, "no": False}
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@signed_in
def consent(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What everyone would read, and the two answers; an earlier one can be changed."""
    project = readable(request, slug)
    partner = part_of(project, Partner.objects.select_related("organisation"), pk)
    if not can_answer_consent(request.user, partner) or not is_present(partner):
        raise Http404
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is not None:
        try:
            answer_consent(actor=request.user, partner=partner, agrees=answer)
        except ParvisError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Thank you, your answer is noted."))
        return back_to(project, "readers")
    return render(request, "web/joint_projects/consent.html", _context(request, partner))


@never_cache
@require_http_methods(GET_AND_POST)
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The same for whoever follows the link of the mail, as long as their organisation has not answered."""
    named = named_by(CONSENT, token)
    if named is None:
        return render(request, "web/joint_projects/link_over.html", {"project": None}, status=410)
    rows = Partner.objects.select_related("organisation", "project")
    partner = get_object_or_404(rows, pk=named.pk)
    asked = partner.consent == Consent.OPEN and partner.project.readers == Readers.EVERYONE and is_present(partner)
    if not asked or not can_answer_consent(named.user, partner):
        return render(request, "web/joint_projects/link_over.html", {"project": partner.project}, status=410)
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        return render(request, "web/joint_projects/consent.html", {**_context(request, partner), "reader": named.user})
    try:
        answer_consent(actor=named.user, partner=partner, agrees=answer)
    except ParvisError as error:
        messages.warning(request, str(error))
        return redirect(request.path)
    context = {"project": partner.project, "title": _("Your answer is noted"), "agrees": answer}
    return render(request, "web/joint_projects/thanks.html", context)


def _context(request: HttpRequest, partner: Partner) -> dict[str, Any]:
    """What the page that asks shows: what everyone would read."""
    project = partner.project
    members = members_of(request.user, project)
    return {
        "project": project,
        "partner": partner,
        "here": [member for member in members if member.is_here],
        "milestones": list(project.milestones.all()),
        "themes": list(project.themes.all()),
    }


@require_POST
@signed_in
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask those again that have not answered for a week."""
    project = writable(request, slug)
    asked = ask_again(actor=request.user, project=project)
    if asked:
        text = ngettext("%(number)s partner is asked again.", "%(number)s partners are asked again.", asked)
        messages.success(request, text % {"number": asked})
    else:
        messages.info(request, _("Everyone who has not answered was asked within the last week."))
    return back_to(project, "readers")
