"""Addresses of the directory: organisations, people, search."""

from django.urls import path

from parvis.faces.web.directory import organisation_views

app_name = "directory"
urlpatterns = [
    path("organisations/<slug:slug>/", organisation_views.organisation, name="organisation"),
    path("people/<slug:slug>/", organisation_views.person, name="person"),
]
