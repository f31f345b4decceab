"""The activity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "parvis.base.activity"
    label = "activity"
    verbose_name = _("activity")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the log for the floors below, too, and say what it holds about people and how long."""
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- needs loaded models
            Retention,
            personal_data,
            retentions,
        )
        from parvis.base.activity.personal_data import ACTS  # noqa: PLC0415 -- needs loaded models
        from parvis.base.activity.services.record import record  # noqa: PLC0415 -- needs loaded models
        from parvis.base.activity.services.retention import prune  # noqa: PLC0415 -- needs loaded models
        from parvis.core import journal  # noqa: PLC0415 -- beside the other

        journal.plug(record)
        journal.verbs.register("activity.pruned", _("removed old lines of the log"))
        personal_data.register("activity", ACTS)
        retentions.register("activity", Retention("activity", prune))
