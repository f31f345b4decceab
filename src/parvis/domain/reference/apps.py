"""The reference app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    name = "parvis.domain.reference"
    label = "reference"
    verbose_name = _("reference")
    default_auto_field = "django.db.models.BigAutoField"
