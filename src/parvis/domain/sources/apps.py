"""The sources app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.sources.registers import declare


class SourcesConfig(AppConfig):
    name = "parvis.domain.sources"
    label = "sources"
    verbose_name = _("sources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the registers, and how the log calls an import."""
        declare()
        verbs.register("sources.imported", _("imported a register"))
