"""Addresses of imports and of the page about the sources."""

from django.urls import path

from parvis.faces.web.imports import views

app_name = "imports"
urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("campus/imports/", views.imports, name="imports"),
    path("campus/imports/<int:run_id>/", views.run, name="run"),
    path("campus/imports/<int:run_id>/refused.csv", views.refused, name="refused"),
]
