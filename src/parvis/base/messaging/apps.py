"""The messaging app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "parvis.base.messaging"
    label = "messaging"
    verbose_name = _("messaging")
    default_auto_field = "django.db.models.BigAutoField"
