"""Addresses of needs, offers and calls to partner for."""

from django.urls import path, re_path

from parvis.faces.web.needs import (
    import_views,
    notice_views,
    opportunity_views,
    own_views,
    question_views,
    running_views,
    team_views,
)

app_name = "needs"
KIND = r"(?P<kind>csv|xlsx)"

urlpatterns = [
    path("needs/", notice_views.needs, name="needs"),
    path("offers/", notice_views.offers, name="offers"),
    path("needs/<slug:slug>/", notice_views.notice, name="notice"),
    path("needs/<slug:slug>/report/", notice_views.report, name="report"),
    path("my/needs/", own_views.mine, name="mine"),
    path("my/needs/new/", own_views.new, name="new"),
    path("my/needs/<slug:slug>/edit/", own_views.edit, name="edit"),
    path("my/needs/<slug:slug>/acts/<slug:name>/", own_views.act, name="act"),
    path("campus/needs/", team_views.everything, name="everything"),
    path("campus/needs/reports/", team_views.reports, name="reports"),
    path("campus/needs/<slug:slug>/hide/", team_views.hide, name="hide"),
    path("campus/needs/<slug:slug>/show/", team_views.show, name="show"),
    path("campus/needs/<slug:slug>/settle/", team_views.settle, name="settle"),
    re_path(rf"^campus/needs/export\.{KIND}$", team_views.export, name="export"),
    path("campus/calls/<slug:slug>/needs/", question_views.questions, name="questions"),
    path("opportunities/", opportunity_views.opportunities, name="opportunities"),
    path("opportunities/deadlines.ics", opportunity_views.deadlines, name="deadlines"),
    path("opportunities/<slug:slug>/", opportunity_views.opportunity, name="opportunity"),
    path("opportunities/<slug:slug>/interest/", opportunity_views.interest, name="interest"),
    path("opportunities/<slug:slug>/interest/<int:pk>/remove/", opportunity_views.take_back, name="take_back"),
    path("campus/opportunities/new/", running_views.new, name="opportunity_new"),
    path("campus/opportunities/import/", import_views.imports, name="imports"),
    path("campus/opportunities/import/<int:pk>/", import_views.staged, name="staged"),
    path("campus/opportunities/import/<int:pk>/apply/", import_views.apply, name="import_apply"),
    path("campus/opportunities/import/<int:pk>/discard/", import_views.discard, name="import_discard"),
    path("campus/opportunities/<slug:slug>/edit/", running_views.edit, name="opportunity_edit"),
    path("campus/opportunities/<slug:slug>/hide/", running_views.hide, name="opportunity_hide"),
    path("campus/opportunities/<slug:slug>/show/", running_views.show, name="opportunity_show"),
    re_path(rf"^campus/opportunities/export\.{KIND}$", running_views.export, name="opportunity_export"),
]
