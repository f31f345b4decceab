"""The forms app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "parvis.base.forms"
    label = "forms"
    verbose_name = _("forms")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the log reads, what is held about people, and who reads the files of answers."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- needs loaded models
        from parvis.base.activity.registry import verbs  # noqa: PLC0415 -- same
        from parvis.base.files.registry import Purpose, purposes  # noqa: PLC0415 -- same
        from parvis.base.forms.kinds import files  # noqa: PLC0415 -- same
        from parvis.base.forms.personal_data import ANSWERS  # noqa: PLC0415 -- same
        from parvis.base.forms.rules import can_read_file  # noqa: PLC0415 -- same
        from parvis.base.forms.services.attaching import PURPOSE  # noqa: PLC0415 -- same
        from parvis.base.forms.verbs import VERBS  # noqa: PLC0415 -- same

        personal_data.register("forms", ANSWERS)
        types = frozenset().union(*files.TYPES.values())
        largest = files.MOST_MEGABYTES * files.MEGABYTE
        purposes.register(PURPOSE, Purpose(can_read=can_read_file, max_bytes=largest, types=types))
        for name, label in VERBS.items():
            verbs.register(name, label)
