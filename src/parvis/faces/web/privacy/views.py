"""Pages made from what the apps declare and from the settings, so that they cannot say something else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.base.accounts.registry import personal_data
from parvis.domain.campus.selectors.campus import the_campus


def privacy(request: HttpRequest) -> HttpResponse:
    """What is held, why, who sees it, how long, and how to get out."""
    entries = [
        {"entry": entry, "days": settings.RETENTION_DAYS.get(entry.retention)}
        for _name, entry in personal_data
        if entry.held
    ]
    context = {"entries": entries, "campus": the_campus(), "session_days": settings.RETENTION_DAYS["sessions"]}
    return render(request, "web/privacy/privacy.html", context)


def legal(request: HttpRequest) -> HttpResponse:
    """The legal notice that the campus wrote."""
    campus = the_campus()
    french_first = (get_language() or "fr").startswith("fr")
    texts = (campus.legal_fr, campus.legal_en) if french_first else (campus.legal_en, campus.legal_fr)
    return render(request, "web/privacy/legal.html", {"campus": campus, "text": texts[0] or texts[1]})
