"""Address of the dashboard."""

from django.urls import path

from parvis.faces.web.dashboard import views

app_name = "dashboard"
urlpatterns = [path("", views.dashboard, name="dashboard")]
