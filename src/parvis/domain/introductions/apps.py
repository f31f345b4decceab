"""The introductions app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.introductions.verbs import VERBS


class IntroductionsConfig(AppConfig):
    name = "parvis.domain.introductions"
    label = "introductions"
    verbose_name = _("introductions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts, and say what is held about people."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.domain.introductions.personal_data import INTRODUCTIONS  # noqa: PLC0415 -- same

        personal_data.register("introductions", INTRODUCTIONS)
        for name, label in VERBS.items():
            verbs.register(name, label)
