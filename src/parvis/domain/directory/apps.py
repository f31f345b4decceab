"""The directory app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.directory.verbs import VERBS


class DirectoryConfig(AppConfig):
    name = "parvis.domain.directory"
    label = "directory"
    verbose_name = _("directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the directory does to the foundations."""
        for name, label in VERBS.items():
            verbs.register(name, label)
