"""The matchmaking app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.matchmaking.verbs import VERBS


class MatchmakingConfig(AppConfig):
    name = "parvis.domain.matchmaking"
    label = "matchmaking"
    verbose_name = _("matchmaking")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts, say what is held about people, and follow needs, offers and calls to partner for."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.core import bus  # noqa: PLC0415 -- same
        from parvis.domain.matchmaking.personal_data import SUGGESTIONS  # noqa: PLC0415 -- same
        from parvis.domain.matchmaking.receivers import notice_changed, opportunity_changed  # noqa: PLC0415 -- same
        from parvis.domain.needs.events import NoticeChanged, OpportunityChanged  # noqa: PLC0415 -- same

        personal_data.register("matchmaking", SUGGESTIONS)
        bus.subscribe(NoticeChanged, notice_changed)
        bus.subscribe(OpportunityChanged, opportunity_changed)
        for name, label in VERBS.items():
            verbs.register(name, label)
