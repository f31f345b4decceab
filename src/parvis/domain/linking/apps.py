"""The linking app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.linking.verbs import VERBS


class LinkingConfig(AppConfig):
    name = "parvis.domain.linking"
    label = "linking"
    verbose_name = _("linking")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what it does to the foundations, and how rights over the same organisation become one."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.domain.linking import checks  # noqa: F401, PLC0415 -- same
        from parvis.domain.linking.combining import highest_level  # noqa: PLC0415 -- same
        from parvis.domain.linking.personal_data import JUDGED  # noqa: PLC0415 -- same
        from parvis.domain.linking.registry import combining  # noqa: PLC0415 -- same

        for name, label in VERBS.items():
            verbs.register(name, label)
        personal_data.register("linking", JUDGED)
        combining.register("directory.access", highest_level)
