"""Addresses of the territories."""

from django.urls import path, re_path

from parvis.faces.web.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.index, name="index"),
    path("regions/<slug:slug>/", views.region, name="region"),
    path("departments/<slug:slug>/", views.department, name="department"),
    re_path(r"^communes/(?P<code>[0-9AB]{5})-(?P<slug>[-a-z0-9]+)/$", views.commune, name="commune"),
]
