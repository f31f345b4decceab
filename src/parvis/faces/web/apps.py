"""The web app: templates and static files of every area."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "parvis.faces.web"
    label = "web"
