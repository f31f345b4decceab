"""The sources app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import Purpose, purposes
from parvis.domain.sources.enums import TABLE_PURPOSE, UPLOAD_PURPOSE

MOST_BYTES = 60_000_000
TYPES = frozenset({"text/csv", "application/json", "application/gzip", "application/zip"})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = frozenset({"text/csv", "text/tab-separated-values", "text/plain", "application/gzip", XLSX})

VERBS = {
    "sources.staged": _("read a file of a register"),
    "sources.imported": _("imported a register"),
    "sources.rolled_back": _("rolled an import back"),
    "sources.discarded": _("set an import aside"),
    "sources.mapping_renamed": _("renamed the mapping of a table"),
    "sources.mapping_removed": _("removed the mapping of a table"),
    "sources.mapping_saved": _("saved the mapping of a table"),
}


class SourcesConfig(AppConfig):
    name = "parvis.domain.sources"
    label = "sources"
    verbose_name = _("sources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare to other apps what imports do: acts, files, retention, and the records that linking asks for."""
        from parvis.base.accounts.registry import Retention, retentions  # noqa: PLC0415 -- models must be ready
        from parvis.domain.directory.registry import sources  # noqa: PLC0415 -- same
        from parvis.domain.linking.registry import KEEPER, source_records  # noqa: PLC0415 -- same
        from parvis.domain.registers.registry import importers  # noqa: PLC0415 -- same
        from parvis.domain.sources.rules import can_read_upload  # noqa: PLC0415 -- same
        from parvis.domain.sources.selectors.own import find_own, own_info, own_names  # noqa: PLC0415 -- same
        from parvis.domain.sources.services.for_linking import RECORDS  # noqa: PLC0415 -- same
        from parvis.domain.sources.services.retention import prune_files, prune_lines  # noqa: PLC0415 -- same

        source_records.register(KEEPER, RECORDS)
        importers.also(find=find_own, names=own_names)
        sources.also(find=own_info)
        for purpose, types in ((UPLOAD_PURPOSE, TYPES), (TABLE_PURPOSE, TABLES)):
            purposes.register(purpose, Purpose(can_read=can_read_upload, max_bytes=MOST_BYTES, types=types))
        for name, label in VERBS.items():
            verbs.register(name, label)
        retentions.register("import_files", Retention("import_files", prune_files))
        retentions.register("import_lines", Retention("import_lines", prune_lines))
