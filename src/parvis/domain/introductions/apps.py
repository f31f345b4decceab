"""The introductions app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntroductionsConfig(AppConfig):
    name = "parvis.domain.introductions"
    label = "introductions"
    verbose_name = _("introductions")
    default_auto_field = "django.db.models.BigAutoField"
