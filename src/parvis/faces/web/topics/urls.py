"""Addresses of themes and sectors."""

from django.urls import path

from parvis.faces.web.topics import views

app_name = "topics"
urlpatterns = [
    path("campus/themes/", views.themes, name="themes"),
    path("campus/themes/new/", views.new, name="theme_new"),
    path("campus/themes/<slug:code>/", views.theme, name="theme"),
    path("campus/themes/<slug:code>/move/", views.move, name="theme_move"),
    path("campus/themes/<slug:code>/active/", views.activate, name="theme_active"),
    path("campus/sectors/", views.sectors, name="sectors"),
]
