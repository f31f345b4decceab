"""Addresses of calls."""

from django.urls import path

from parvis.faces.web.calls import public_views

app_name = "calls"
urlpatterns = [
    path("calls/", public_views.calls, name="calls"),
    path("calls/deadlines.ics", public_views.deadlines, name="deadlines"),
    path("calls/<slug:slug>/", public_views.call, name="call"),
    path("calls/<slug:slug>/deadlines.ics", public_views.call_deadlines, name="call_deadlines"),
]
