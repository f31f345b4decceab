"""The projects app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import Purpose, purposes
from parvis.domain.projects.known import declare
from parvis.domain.projects.verbs import VERBS

MOST_BYTES = 60_000_000


class ProjectsConfig(AppConfig):
    name = "parvis.domain.projects"
    label = "projects"
    verbose_name = _("projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the registers of projects and what the log says, and follow the directory."""
        from parvis.base.accounts.registry import Retention, retentions  # noqa: PLC0415 -- models are ready only now
        from parvis.core import bus  # noqa: PLC0415 -- models are ready only now
        from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved  # noqa: PLC0415 -- same
        from parvis.domain.projects.receivers import tie_again  # noqa: PLC0415 -- same
        from parvis.domain.projects.rules import UPLOAD_PURPOSE, can_read_upload  # noqa: PLC0415 -- same
        from parvis.domain.projects.services.retention import prune_changes, prune_files  # noqa: PLC0415 -- same

        declare()
        types = frozenset({"text/csv", "application/gzip", "application/zip"})
        purposes.register(UPLOAD_PURPOSE, Purpose(can_read=can_read_upload, max_bytes=MOST_BYTES, types=types))
        retentions.register("project_files", Retention("import_files", prune_files))
        retentions.register("project_changes", Retention("import_lines", prune_changes))
        bus.subscribe(OrganisationChanged, tie_again)
        bus.subscribe(OrganisationRemoved, tie_again)
        for name, label in VERBS.items():
            verbs.register(name, label)
