"""The address of one's own part of the log."""

from django.urls import path

from parvis.faces.web.activity import views

app_name = "own_activity"
urlpatterns = [path("", views.own_activity, name="activity")]
