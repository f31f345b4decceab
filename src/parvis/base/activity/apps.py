"""The activity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "parvis.base.activity"
    label = "activity"
    verbose_name = _("activity")
    default_auto_field = "django.db.models.BigAutoField"
