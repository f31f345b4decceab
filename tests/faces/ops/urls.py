"""Addresses whose views fail in each way, for the tests of the error pages."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from parvis.config.urls import handler400, handler403, handler404, handler500
from parvis.core import errors
from parvis.domain.reference.models import Theme

RAISED = {
    "bad": BadRequest("no"),
    "forbidden": PermissionDenied("no"),
    "fault": RuntimeError("a fault of ours"),
    "not-allowed": errors.NotAllowed("Only owners may do this."),
    "conflict": errors.Conflict("Someone was faster."),
    "transition": errors.InvalidTransition("It is closed already."),
    "input": errors.InvalidInput("Two things are wrong.", {"name": ["A name is missing."]}),
    "source": errors.SourceUnusable("The register does not answer."),
}


def fail(request, kind):
    raise RAISED[kind]


IMPROVED = """
{% extends "web/layout/base.html" %}
{% block title %}Improved{% endblock title %}
{% block content %}
<h1>Improved</h1>
<form method="post" hx-post="/fail/conflict" hx-target="#target">{% csrf_token %}<button>conflict</button></form>
<p id="target">as it was</p>
{% endblock content %}
"""


def improved(request):
    return HttpResponse(engines["django"].from_string(IMPROVED.strip()).render({}, request))


def query(request):
    return HttpResponse(str(Theme.objects.count()))


def echo(request):
    return HttpResponse(f"{request.META['REMOTE_ADDR']} {request.scheme} {len(request.POST)}")


urlpatterns = [
    path("fail/<slug:kind>", fail),
    path("query", query),
    path("improved", improved),
    path("echo", echo),
    path("", include("parvis.config.urls")),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
