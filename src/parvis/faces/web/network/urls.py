"""Addresses of the network and of the indicators."""

from django.urls import path, re_path

from parvis.faces.web.network import indicator_views, structure_views, team_views, views

app_name = "network"
urlpatterns = [
    path("network/", views.index, name="index"),
    path("network/organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("network/organisations/<slug:slug>/export.csv", views.organisation_file, name="organisation_file"),
    path("network/themes/<slug:slug>/", views.theme, name="theme"),
    path("network/themes/<slug:slug>/export.csv", views.theme_file, name="theme_file"),
    path("network/regions/<slug:slug>/", views.region, name="region"),
    path("network/regions/<slug:slug>/export.csv", views.region_file, name="region_file"),
    path("network/departments/<slug:slug>/", views.department, name="department"),
    path("network/departments/<slug:slug>/export.csv", views.department_file, name="department_file"),
    path("network/bridges/", structure_views.structure, name="structure"),
    path("network/bridges/export.csv", structure_views.structure_file, name="structure_file"),
    path("network/residents/", team_views.residents, name="residents"),
    path("network/residents/export.csv", team_views.residents_file, name="residents_file"),
    path("network/meet/", team_views.meet, name="meet"),
    path("indicators/", indicator_views.indicators, name="indicators"),
    re_path(r"^indicators/export\.(?P<kind>csv|xlsx)$", indicator_views.export, name="indicators_file"),
    path("indicators/keep/", indicator_views.keep, name="indicators_keep"),
    path("indicators/<slug:name>/", indicator_views.indicator, name="indicator"),
    path("indicators/<slug:name>/publish/", indicator_views.publish, name="indicator_publish"),
    path("indicators/<slug:name>/withdraw/", indicator_views.withdraw, name="indicator_withdraw"),
]
