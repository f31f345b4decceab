"""The public home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.core.languages import in_reader_language
from parvis.domain.calls.selectors.calls import openness_of, sorted_openness
from parvis.domain.campus.selectors.campus import the_campus
from parvis.domain.reference.enums import OrganisationKind
from parvis.faces.web.calls.outlook import outlooks
from parvis.faces.web.home.figures import the_figures
from parvis.faces.web.home.rendered import parts_of

SHOWN_KINDS = (OrganisationKind.LAB, OrganisationKind.HOSPITAL, OrganisationKind.STARTUP)
MOST_CALLS = 3
EXAMPLES = ("inserm", "institut curie", "chu besançon")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the campus is, for whoever comes by."""
    figures = the_figures()
    shown = {kind.value: figures.by_kind.get(kind.value, 0) for kind in SHOWN_KINDS}
    campus, now = the_campus(), clock.now()
    taking, coming, _past = sorted_openness((openness_of(call, now) for call in figures.calls), now)
    context = {
        "title": in_reader_language(campus.tagline_fr, campus.tagline_en) or campus.name,
        "about": in_reader_language(campus.about_fr, campus.about_en),
        "figures": figures,
        "shown": shown,
        "parts": parts_of(figures),
        "examples": EXAMPLES,
        "notices": figures.notices,
        "calls": outlooks([*taking, *coming][:MOST_CALLS], now),
    }
    return render(request, "web/home/home.html", context)
