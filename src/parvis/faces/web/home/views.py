"""The public home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What the campus is, for whoever comes by."""
    return render(request, "web/home/home.html")
