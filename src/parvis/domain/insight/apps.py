"""The insight app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.insight.verbs import VERBS


class InsightConfig(AppConfig):
    name = "parvis.domain.insight"
    label = "insight"
    verbose_name = _("insight")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts."""
        for name, label in VERBS.items():
            verbs.register(name, label)
