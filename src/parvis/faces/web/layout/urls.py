"""Addresses of the choices every reader has."""

from django.urls import path

from parvis.faces.web.layout import views

app_name = "layout"
urlpatterns = [
    path("read-in/<slug:code>/", views.language, name="language"),
    path("appearance/<slug:scheme>/", views.appearance, name="appearance"),
]
