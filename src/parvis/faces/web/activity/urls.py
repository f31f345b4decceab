"""Addresses of the log, for administrators."""

from django.urls import path

from parvis.faces.web.activity import views

app_name = "activity"
urlpatterns = [
    path("", views.activity, name="activity"),
    path("export.csv", views.export, name="export"),
]
