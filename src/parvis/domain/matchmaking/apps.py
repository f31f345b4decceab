"""The matchmaking app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.matchmaking.verbs import VERBS


class MatchmakingConfig(AppConfig):
    name = "parvis.domain.matchmaking"
    label = "matchmaking"
    verbose_name = _("matchmaking")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts."""
        for name, label in VERBS.items():
            verbs.register(name, label)
