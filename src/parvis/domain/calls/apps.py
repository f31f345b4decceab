"""The calls app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "parvis.domain.calls"
    label = "calls"
    verbose_name = _("calls")
    default_auto_field = "django.db.models.BigAutoField"
