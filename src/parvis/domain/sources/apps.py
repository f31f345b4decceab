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
        """Declare how the log calls an import, who may read uploaded files (the team), and the records for linking."""
        from parvis.domain.linking.registry import KEEPER, source_records  # noqa: PLC0415 -- beside the other
        from parvis.domain.sources.rules import can_read_upload  # noqa: PLC0415 -- models must be ready
        from parvis.domain.sources.services.for_linking import RECORDS  # noqa: PLC0415 -- same

        source_records.register(KEEPER, RECORDS)
        purposes.register(UPLOAD_PURPOSE, Purpose(can_read=can_read_upload, max_bytes=MOST_BYTES, types=TYPES))
        verbs.register("sources.imported", _("imported a register"))
