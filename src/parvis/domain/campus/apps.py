"""The campus app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampusConfig(AppConfig):
    name = "parvis.domain.campus"
    label = "campus"
    verbose_name = _("campus")
    default_auto_field = "django.db.models.BigAutoField"
