"""Addresses of stored files."""

from django.urls import path

from parvis.faces.web.files import views

app_name = "files"
urlpatterns = [path("<uuid:key>/", views.download, name="download")]
