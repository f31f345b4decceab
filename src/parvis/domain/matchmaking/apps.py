"""The matchmaking app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    name = "parvis.domain.matchmaking"
    label = "matchmaking"
    verbose_name = _("matchmaking")
    default_auto_field = "django.db.models.BigAutoField"
