"""Addresses of the scores of a panel."""

from django.urls import path

from parvis.faces.web.scores import views

app_name = "scores"
urlpatterns = [
    path("campus/panels/<int:panel_id>/scores/", views.scores, name="scores"),
    path("campus/panels/<int:panel_id>/scores/reviewers/", views.leniency, name="leniency"),
    path("campus/panels/<int:panel_id>/scores/everything.xlsx", views.workbook, name="workbook"),
]
