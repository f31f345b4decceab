"""The stewardship app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.stewardship.verbs import VERBS


class StewardshipConfig(AppConfig):
    name = "parvis.domain.stewardship"
    label = "stewardship"
    verbose_name = _("care for the directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what it does to the foundations."""
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- models are ready only now
            Retention,
            personal_data,
            retentions,
        )
        from parvis.domain.stewardship.personal_data import REQUESTS  # noqa: PLC0415 -- same
        from parvis.domain.stewardship.services.invitations import prune_invitations  # noqa: PLC0415 -- same

        personal_data.register("stewardship", REQUESTS)
        retentions.register("stewardship", Retention("invitations", prune_invitations))
        for name, label in VERBS.items():
            verbs.register(name, label)
