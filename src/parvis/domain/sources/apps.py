"""The sources app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import Purpose, purposes
from parvis.domain.sources.enums import UPLOAD_PURPOSE

MOST_BYTES = 60_000_000
TYPES = frozenset({"text/csv", "application/gzip"})


class SourcesConfig(AppConfig):
    name = "parvis.domain.sources"
    label = "sources"
    verbose_name = _("sources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare how the log calls an import, and who may read uploaded files: the team."""
        from parvis.domain.sources.rules import can_read_upload  # noqa: PLC0415 -- models must be ready

        purposes.register(UPLOAD_PURPOSE, Purpose(can_read=can_read_upload, max_bytes=MOST_BYTES, types=TYPES))
        verbs.register("sources.imported", _("imported a register"))
