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
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- models are ready only now
            Retention,
            personal_data,
            retentions,
        )
        from parvis.base.forms.registry import owners  # noqa: PLC0415 -- same
        from parvis.domain.calls.form_owner import owner_of_form  # noqa: PLC0415 -- same
        from parvis.domain.calls.personal_data import RUNNING  # noqa: PLC0415 -- same
        from parvis.domain.calls.services.late_access import prune_late_accesses  # noqa: PLC0415 -- same

        owners.register("calls", owner_of_form)
        personal_data.register("calls.running", RUNNING)
        retentions.register("calls.late_accesses", Retention("invitations", prune_late_accesses))
        for name, label in VERBS.items():
            verbs.register(name, label)
