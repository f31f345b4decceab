"""Addresses of the inbox of a demo."""

from django.urls import path

from parvis.faces.web.mails import demo_views

app_name = "demo_mails"
urlpatterns = [
    path("", demo_views.inbox, name="inbox"),
    path("<int:mail_id>/", demo_views.mail, name="mail"),
]
