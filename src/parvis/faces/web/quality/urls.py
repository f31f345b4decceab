"""Addresses of the quality of the directory."""

from django.urls import path

from parvis.faces.web.quality import views

app_name = "quality"
urlpatterns = [
    path("campus/quality/", views.quality, name="quality"),
    path("campus/quality/territories.csv", views.export, name="export"),
]
