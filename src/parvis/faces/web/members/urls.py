"""Addresses of accounts and roles."""

from django.urls import path

from parvis.faces.web.members import views

app_name = "members"
urlpatterns = [
    path("", views.members, name="members"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<int:invitation_id>/revoke/", views.revoke_invitation, name="revoke_invitation"),
    path("<int:user_id>/", views.member, name="member"),
    path("<int:user_id>/roles/<slug:role>/grant/", views.grant, name="grant"),
    path("<int:user_id>/roles/<slug:role>/revoke/", views.revoke, name="revoke"),
    path("<int:user_id>/deactivate/", views.deactivate, name="deactivate"),
    path("<int:user_id>/reactivate/", views.reactivate, name="reactivate"),
]
