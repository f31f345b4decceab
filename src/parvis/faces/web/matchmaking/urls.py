"""Addresses of suggestions."""

from django.urls import path, re_path

from parvis.faces.web.matchmaking import asking_views, digest_views, opinion_views, reading_views, team_views

app_name = "matchmaking"
urlpatterns = [
    path("", reading_views.index, name="index"),
    path("organisations/<slug:slug>/", reading_views.organisation, name="organisation"),
    path("organisations/<slug:slug>/again/", asking_views.organisation, name="organisation_again"),
    path("organisations/<slug:slug>/opinions/", opinion_views.opinions, name="opinions"),
    path("organisations/<slug:slug>/opinions/say/", opinion_views.say, name="say"),
    path("organisations/<slug:slug>/opinions/<int:pk>/take-back/", opinion_views.take_back, name="take_back"),
    path("notices/<slug:slug>/", reading_views.notice, name="notice"),
    path("notices/<slug:slug>/again/", asking_views.notice, name="notice_again"),
    path("opportunities/<slug:slug>/", reading_views.opportunity, name="opportunity"),
    path("opportunities/<slug:slug>/again/", asking_views.opportunity, name="opportunity_again"),
    path("digest/", digest_views.digest, name="digest"),
    path("digest/off/<str:token>/", digest_views.off, name="digest_off"),
    path("team/", team_views.team, name="team"),
    path("team/again/", team_views.again, name="everybody_again"),
    path("team/opinions/", team_views.opinions, name="team_opinions"),
    re_path(r"^team/opinions\.(?P<kind>csv|xlsx)$", team_views.opinions_export, name="opinions_export"),
    re_path(
        r"^team/(?P<name>participations|projects|organisations)\.csv$",
        team_views.training_export,
        name="training_export",
    ),
]
