"""The cohorts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "parvis.domain.cohorts"
    label = "cohorts"
    verbose_name = _("cohorts")
    default_auto_field = "django.db.models.BigAutoField"
