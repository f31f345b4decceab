"""The files app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "parvis.base.files"
    label = "files"
    verbose_name = _("files")
    default_auto_field = "django.db.models.BigAutoField"
