"""Propose an introduction: choose the two, look through the message, see what each side gets, send."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.errors import NotAllowed, ParvisError
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import organisations_of
from parvis.domain.introductions.enums import ProposedBy
from parvis.domain.introductions.models import Introduction
from parvis.domain.introductions.rules import is_matchmaker
from parvis.domain.introductions.selectors.drafting import draft_message, proposed_by
from parvis.domain.introductions.selectors.introductions import caps, full_among, loads
from parvis.domain.introductions.selectors.previews import Preview, previews_of
from parvis.domain.introductions.selectors.recipients import speakers_of
from parvis.domain.introductions.services.proposing import ProposalValues, propose_introduction
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.faces.web.introductions.forms import ProposalForm
from parvis.faces.web.introductions.subjects import Asked, asked_in
from parvis.faces.web.layout.context import OWN_NAMES
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

FOUND = 8


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: SignedInRequest) -> HttpResponse:
    """Choose the two where the address does not name them; then the message."""
    own = list(Organisation.objects.filter(pk__in=organisations_of(request.user, *WRITERS)).order_by("name", "pk"))
    if not own and not is_matchmaker(request.user):
        raise Http404
    asked = asked_in(request.GET, request.user)
    if asked.first is None or asked.second is None or asked.first == asked.second:
        return _choose(request, asked, own)
    by = proposed_by(request.user, asked.first, asked.second)
    if by is None:
        raise Http404
    return _write(request, asked, (asked.first, asked.second), by)


def _choose(request: SignedInRequest, asked: Asked, own: list[Organisation]) -> HttpResponse:
    """One of the two is missing: one's own organisations are offered, others are found by name."""
    missing = "first" if asked.first is None else "second"
    query = request.GET.get("q", "").strip()
    known = [organisation.pk for organisation in (asked.first, asked.second) if organisation]
    found = [named.organisation for named in organisations_named(query, exclude=known, limit=FOUND)] if query else []
    offers_own = missing == "first" or (asked.first is not None and asked.first not in own)
    context = {
        "asked": asked,
        "missing": missing,
        "is_campus": is_matchmaker(request.user),
        "needs_own": not is_matchmaker(request.user) and asked.first not in own and asked.second not in own,
        "own": [(one, asked.with_(**{missing: one.slug})) for one in own if one.pk not in known] if offers_own else [],
        "query": query,
        "found": [(one, asked.with_(**{missing: one.slug})) for one in found],
        "is_same": asked.first is not None and asked.first == asked.second,
    }
    return render(request, "web/introductions/choose.html", context)


def _write(
    request: SignedInRequest, asked: Asked, pair: tuple[Organisation, Organisation], by: ProposedBy
) -> HttpResponse:
    ids = [organisation.pk for organisation in pair]
    full = full_among(ids)
    form = _form(request, asked, pair)
    form.choose_from(*pair, is_campus=by == ProposedBy.CAMPUS, is_full=bool(full))
    previews: list[Preview] = []
    if request.method == "POST" and form.is_valid():
        values = _values(asked, form)
        if "preview" in request.POST:
            previews = _previews(pair, by, values)
        else:
            try:
                introduction = propose_introduction(actor=request.user, first=pair[0], second=pair[1], values=values)
            except NotAllowed as error:
                raise Http404 from error
            except ParvisError as error:
                form.refuse(error)
            else:
                messages.success(request, _("The introduction is proposed."))
                return redirect("introductions:introduction", introduction.pk)
    under_way, limits = loads(ids), caps(ids)
    context = {
        "asked": asked,
        "form": form,
        "by": by,
        "is_campus": by == ProposedBy.CAMPUS,
        "sides": [(one, under_way[one.pk], limits[one.pk], one.pk in full, bool(speakers_of(one))) for one in pair],
        "previews": previews,
        "languages": [(code, OWN_NAMES[code], asked.with_(language=code)) for code, _name in settings.LANGUAGES],
        "language": form["language"].value(),
    }
    return render(request, "web/introductions/propose.html", context, status=422 if form.errors else 200)


def _form(request: SignedInRequest, asked: Asked, pair: tuple[Organisation, Organisation]) -> ProposalForm:
    if request.method == "POST":
        return ProposalForm(request.POST)
    language = request.GET.get("language") or (get_language() or settings.LANGUAGE_CODE)[:2]
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    subject, message = draft_message(request.user, *pair, asked.about, language)
    return ProposalForm(initial={"subject": subject, "message": message, "language": language})


def _values(asked: Asked, form: ProposalForm) -> ProposalValues:
    about, cleaned = asked.about, form.cleaned_data
    return ProposalValues(
        subject=cleaned["subject"],
        message=cleaned["message"],
        language=cleaned["language"],
        need=about.need,
        offer=about.offer,
        opportunity=about.opportunity,
        reasons=about.reasons,
        first_person=cleaned.get("first_person"),
        second_person=cleaned.get("second_person"),
        despite=cleaned.get("despite", ""),
    )


def _previews(pair: tuple[Organisation, Organisation], by: ProposedBy, values: ProposalValues) -> list[Preview]:
    words: dict[str, Any] = {"subject": values.subject, "message": values.message, "language": values.language}
    introduction = Introduction(proposed_by=by, **words)
    return previews_of(introduction, pair, (values.first_person, values.second_person))
