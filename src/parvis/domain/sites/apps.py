"""The sites app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs


class SitesConfig(AppConfig):
    name = "parvis.domain.sites"
    label = "sites"
    verbose_name = _("sites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the acts of this app are called."""
        verbs.register("sites.created", _("added a site"))
        verbs.register("sites.edited", _("edited a site"))
        verbs.register("sites.removed", _("removed a site"))
