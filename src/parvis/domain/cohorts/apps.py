"""The cohorts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import Purpose, purposes
from parvis.domain.cohorts.verbs import VERBS


class CohortsConfig(AppConfig):
    name = "parvis.domain.cohorts"
    label = "cohorts"
    verbose_name = _("cohorts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name acts, say what is held about people and who reads letters and answers, hear of applicants who leave."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.base.forms.registry import readers  # noqa: PLC0415 -- same
        from parvis.core import bus  # noqa: PLC0415 -- same
        from parvis.domain.calls.events import ApplicationMoved  # noqa: PLC0415 -- same
        from parvis.domain.cohorts.enums import LETTER_PURPOSE  # noqa: PLC0415 -- same
        from parvis.domain.cohorts.personal_data import DECISIONS  # noqa: PLC0415 -- same
        from parvis.domain.cohorts.receivers import applicant_left  # noqa: PLC0415 -- same
        from parvis.domain.cohorts.rules import can_read_letter_file, may_read_answer  # noqa: PLC0415 -- same

        personal_data.register("cohorts", DECISIONS)
        purposes.register(LETTER_PURPOSE, Purpose(can_read=can_read_letter_file, types=frozenset({"application/pdf"})))
        readers.register("cohorts", may_read_answer)
        bus.subscribe(ApplicationMoved, applicant_left)
        for name, label in VERBS.items():
            verbs.register(name, label)
