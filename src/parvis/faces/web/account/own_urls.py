"""Addresses of the account pages that are our own."""

from django.urls import path

from parvis.faces.web.account import data_views, demo_views, invitation_views, session_views, views

app_name = "account"
urlpatterns = [
    path("", views.account, name="account"),
    path("reading/", views.reading, name="reading"),
    path("roles/<slug:role>/leave/", views.leave_role, name="leave_role"),
    path("security/", views.security, name="security"),
    path("address/stop/", views.cancel_address_change, name="cancel_address_change"),
    path("address/link/<str:token>/", views.address_link, name="address_link"),
    path("sessions/", session_views.sessions, name="sessions"),
    path("sessions/end-others/", session_views.end_others, name="end_other_sessions"),
    path("sessions/<int:session_id>/end/", session_views.end, name="end_session"),
    path("data/", data_views.data, name="data"),
    path("data/download/", data_views.download, name="download"),
    path("data/erase/", data_views.erase, name="erase"),
    path("invitation/<str:token>/", invitation_views.team_invitation, name="team_invitation"),
    path("demo/sign-in/", demo_views.demo_sign_in, name="demo_sign_in"),
]
