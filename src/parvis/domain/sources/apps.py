"""The sources app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "parvis.domain.sources"
    label = "sources"
    verbose_name = _("sources")
    default_auto_field = "django.db.models.BigAutoField"
