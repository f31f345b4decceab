"""The search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "parvis.base.search"
    label = "search"
    verbose_name = _("search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `parvis check` look at the indexes."""
        from parvis.base.search import checks  # noqa: F401, PLC0415 -- models are ready only now
