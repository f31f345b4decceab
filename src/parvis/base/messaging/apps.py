"""The messaging app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs


class MessagingConfig(AppConfig):
    name = "parvis.base.messaging"
    label = "messaging"
    verbose_name = _("messaging")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is held about people."""
        from parvis.base.accounts.registry import personal_data, retentions  # noqa: PLC0415 -- needs loaded models
        from parvis.base.messaging.personal_data import KEPT_MAILS, MAILS  # noqa: PLC0415 -- needs loaded models

        verbs.register("messaging.queued_again", _("had a mail sent again"))
        personal_data.register("messaging", MAILS)
        retentions.register("messaging", KEPT_MAILS)
