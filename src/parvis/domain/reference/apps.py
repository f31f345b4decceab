"""The reference app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs

VERBS = {
    "reference.theme_created": _("added the theme"),
    "reference.theme_edited": _("edited the theme"),
    "reference.theme_retired": _("retired the theme"),
    "reference.theme_restored": _("offers the theme again"),
    "reference.themes_ordered": _("put the themes into another order"),
}


class ReferenceConfig(AppConfig):
    name = "parvis.domain.reference"
    label = "reference"
    verbose_name = _("reference")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what it does to the log."""
        for name, label in VERBS.items():
            verbs.register(name, label)
