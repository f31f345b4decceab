"""Addresses of cohorts."""

from django.urls import path, re_path

from parvis.faces.web.cohorts import figure_views, public_views, team_views

app_name = "cohorts"
urlpatterns = [
    path("cohorts/", public_views.cohorts, name="cohorts"),
    path("cohorts/<slug:slug>/", public_views.cohort, name="cohort"),
    path("campus/cohorts/", team_views.index, name="index"),
    path("campus/cohorts/new/", team_views.new, name="new"),
    path("campus/cohorts/<int:pk>/", team_views.manage, name="manage"),
    path("campus/cohorts/<int:pk>/fill/", team_views.fill, name="fill"),
    path("campus/cohorts/<int:pk>/publish/", team_views.publish, name="publish"),
    path("campus/cohorts/<int:pk>/unpublish/", team_views.unpublish, name="unpublish"),
    path("campus/cohorts/<int:pk>/remove/", team_views.remove, name="remove"),
    path("campus/cohorts/<int:pk>/members/", team_views.member_add, name="member_add"),
    path("campus/cohorts/<int:pk>/members/<int:member_id>/", team_views.member, name="member"),
    path("campus/cohorts/<int:pk>/members/<int:member_id>/remove/", team_views.member_remove, name="member_remove"),
    path("campus/cohorts/figures/<int:round_id>/", figure_views.figures, name="figures"),
    re_path(
        r"^campus/cohorts/figures/(?P<round_id>\d+)/figures\.(?P<kind>csv|xlsx)$",
        figure_views.export,
        name="figures_export",
    ),
]
