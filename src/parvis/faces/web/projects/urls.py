"""Addresses of projects, and of the partners of organisations."""

from django.urls import path, re_path

from parvis.faces.web.projects import views

app_name = "projects"
urlpatterns = [
    path("projects/", views.projects, name="projects"),
    re_path(r"^projects/export\.(?P<kind>csv|xlsx|json)$", views.export, name="export"),
    path("projects/<slug:slug>/", views.project, name="project"),
    path("organisations/<slug:slug>/partners/", views.partners, name="partners"),
]
