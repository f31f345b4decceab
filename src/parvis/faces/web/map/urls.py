"""Addresses of the map."""

from django.urls import path

from parvis.faces.web.map import views

app_name = "map"
urlpatterns = [
    path("", views.france, name="france"),
    path("regions/<slug:slug>/", views.region, name="region"),
    path("departments/<slug:slug>/", views.department, name="department"),
    path("departments.json", views.ground, name="ground"),
    path("points.json", views.points, name="points"),
]
