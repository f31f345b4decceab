"""The needs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.needs.verbs import VERBS


class NeedsConfig(AppConfig):
    name = "parvis.domain.needs"
    label = "needs"
    verbose_name = _("needs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts."""
        for name, label in VERBS.items():
            verbs.register(name, label)
