"""Addresses of the pages about personal data."""

from django.urls import path

from parvis.faces.web.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("legal/", views.legal, name="legal"),
]
