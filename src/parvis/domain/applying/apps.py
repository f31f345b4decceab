"""The applying app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.applying.verbs import VERBS


class ApplyingConfig(AppConfig):
    name = "parvis.domain.applying"
    label = "applying"
    verbose_name = _("applying")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what it does to the foundations."""
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- models are ready only now
            Retention,
            personal_data,
            retentions,
        )
        from parvis.base.forms.registry import readers  # noqa: PLC0415 -- same
        from parvis.core.bus import subscribe  # noqa: PLC0415 -- same
        from parvis.domain.applying.personal_data import APPLYING, prune_drafts  # noqa: PLC0415 -- same
        from parvis.domain.applying.receivers import settle_what_is_read  # noqa: PLC0415 -- same
        from parvis.domain.applying.services.colleagues import prune_invitations  # noqa: PLC0415 -- same
        from parvis.domain.applying.sheets import may_read_answer  # noqa: PLC0415 -- same
        from parvis.domain.calls.events import ApplicationMoved  # noqa: PLC0415 -- same

        personal_data.register("applying", APPLYING)
        retentions.register("applying.drafts", Retention("drafts", prune_drafts))
        retentions.register("applying.invitations", Retention("invitations", prune_invitations))
        readers.register("applying", may_read_answer)
        subscribe(ApplicationMoved, settle_what_is_read)
        for name, label in VERBS.items():
            verbs.register(name, label)
