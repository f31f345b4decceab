"""The page of an organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.domain.directory.models import Organisation


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one organisation that the reader may see."""
    found = get_object_or_404(Organisation, slug=slug)
    return render(request, "web/directory/organisation.html", {"organisation": found})
