"""Addresses of mails, for administrators."""

from django.urls import path

from parvis.faces.web.mails import views

app_name = "mails"
urlpatterns = [
    path("", views.mails, name="mails"),
    path("<int:mail_id>/", views.mail, name="mail"),
    path("<int:mail_id>/retry/", views.retry, name="retry"),
]
