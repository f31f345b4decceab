"""Addresses of calls."""

from django.urls import path, re_path

from parvis.faces.web.calls import (
    application_views,
    frame_views,
    later_views,
    list_views,
    public_views,
    sponsor_views,
    team_views,
)

app_name = "calls"
CALL = "campus/calls/<slug:slug>/"
ONE = f"{CALL}applications/<slug:reference>/"

urlpatterns = [
    path("calls/", public_views.calls, name="calls"),
    path("calls/deadlines.ics", public_views.deadlines, name="deadlines"),
    path("calls/<slug:slug>/", public_views.call, name="call"),
    path("calls/<slug:slug>/deadlines.ics", public_views.call_deadlines, name="call_deadlines"),
    path("campus/calls/", team_views.team_calls, name="team_calls"),
    path("campus/calls/new/", team_views.new, name="new"),
    path("campus/sponsorships/", sponsor_views.sponsorships, name="sponsorships"),
    path("campus/sponsorships/<slug:reference>/", sponsor_views.sponsor, name="sponsor"),
    path("campus/sponsorships/<slug:reference>/<int:pk>/remove/", sponsor_views.sponsor_remove, name="sponsor_remove"),
    path(CALL, team_views.team_call, name="team_call"),
    path(f"{CALL}edit/", team_views.edit, name="edit"),
    path(f"{CALL}copy/", team_views.copy, name="copy"),
    path(f"{CALL}remove/", team_views.remove, name="remove"),
    path(f"{CALL}acts/<slug:name>/", team_views.act, name="act"),
    path(f"{CALL}rounds/", frame_views.rounds_of, name="rounds"),
    path(f"{CALL}rounds/<int:pk>/", frame_views.round_edit, name="round"),
    path(f"{CALL}rounds/<int:pk>/remove/", frame_views.round_remove, name="round_remove"),
    path(f"{CALL}points/", frame_views.points, name="points"),
    path(f"{CALL}points/<int:pk>/", frame_views.point_edit, name="point"),
    path(f"{CALL}points/<int:pk>/<slug:name>/", frame_views.point_act, name="point_act"),
    path(f"{CALL}managers/", frame_views.managers_of, name="managers"),
    path(f"{CALL}managers/<int:pk>/remove/", frame_views.manager_remove, name="manager_remove"),
    path(f"{CALL}late/", frame_views.late, name="late"),
    path(f"{CALL}late/<int:pk>/revoke/", frame_views.late_revoke, name="late_revoke"),
    path(f"{CALL}remind/", frame_views.remind, name="remind"),
    path(f"{CALL}applications/", list_views.applications, name="applications"),
    path(f"{CALL}applications/bulk/", list_views.bulk, name="bulk"),
    re_path(
        r"^campus/calls/(?P<slug>[-\w]+)/applications/export\.(?P<kind>csv|xlsx)$", list_views.export, name="export"
    ),
    path(ONE, application_views.application, name="application"),
    path(f"{ONE}checks/", application_views.checks, name="checks"),
    path(f"{ONE}attach/", application_views.attach, name="attach"),
    path(f"{ONE}ask/", later_views.ask, name="ask_form"),
    path(f"{ONE}correct/", application_views.correct, name="correct"),
    path(f"{ONE}corrections/<int:pk>/close/", application_views.correction_close, name="correction_close"),
    path(f"{ONE}<slug:name>/", application_views.decide, name="decide"),
]
