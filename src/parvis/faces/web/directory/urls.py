"""Addresses of the directory: search, exports, organisations, people."""

from django.urls import path, re_path

from parvis.faces.web.directory import export_views, organisation_views, search_views

app_name = "directory"
urlpatterns = [
    path("directory/", search_views.search, name="search"),
    path("directory/suggest.json", search_views.suggest, name="suggest"),
    re_path(r"^directory/export\.(?P<kind>csv|xlsx|json)$", export_views.export, name="export"),
    path("organisations/<slug:slug>/", organisation_views.organisation, name="organisation"),
    path("people/<slug:slug>/", organisation_views.person, name="person"),
]
