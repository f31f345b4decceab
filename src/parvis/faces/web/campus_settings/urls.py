"""Addresses of the campus's own settings."""

from django.urls import path

from parvis.faces.web.campus_settings.views import campus, founding, sites, stylesheets

app_name = "campus_settings"
urlpatterns = [
    path("campus.css", stylesheets.stylesheet, name="stylesheet"),
    path("campus/settings/", campus.settings, name="settings"),
    path("campus/settings/logo/", campus.logo, name="logo"),
    path("campus/settings/preview.css", stylesheets.preview_stylesheet, name="preview_stylesheet"),
    path("campus/founding-members/", founding.founding, name="founding"),
    path("campus/founding-members/add/", founding.add, name="founding_add"),
    path("campus/founding-members/<int:member>/remove/", founding.remove, name="founding_remove"),
    path("campus/sites/", sites.sites, name="sites"),
    path("campus/sites/new/", sites.new_site, name="site_new"),
    path("campus/sites/<slug:slug>/", sites.site, name="site"),
    path("campus/sites/<slug:slug>/remove/", sites.remove, name="site_remove"),
]
