"""The directory app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "parvis.domain.directory"
    label = "directory"
    verbose_name = _("directory")
    default_auto_field = "django.db.models.BigAutoField"
