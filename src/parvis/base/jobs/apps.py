"""The jobs app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs


class JobsConfig(AppConfig):
    name = "parvis.base.jobs"
    label = "jobs"
    verbose_name = _("jobs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the jobs that apps declare in their `tasks.py`; name the acts, say how long jobs are kept."""
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- needs loaded models
            Retention,
            personal_data,
            retentions,
        )
        from parvis.base.jobs.personal_data import JOBS  # noqa: PLC0415 -- needs loaded models
        from parvis.base.jobs.services.retention import prune  # noqa: PLC0415 -- needs loaded models

        personal_data.register("jobs", JOBS)
        retentions.register("jobs", Retention("jobs", prune))
        autodiscover_modules("tasks")
        verbs.register("jobs.queued", _("started a background job"))
        verbs.register("jobs.cancelled", _("cancelled a background job"))
        verbs.register("jobs.queued_again", _("started a background job again"))
