"""The calls app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.calls.verbs import VERBS


class CallsConfig(AppConfig):
    name = "parvis.domain.calls"
    label = "calls"
    verbose_name = _("calls")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what it does to the foundations."""
        for name, label in VERBS.items():
            verbs.register(name, label)
