"""The joint_projects app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import IMAGES, Purpose, purposes
from parvis.domain.joint_projects.verbs import VERBS

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
TYPES = IMAGES | {
    "application/pdf",
    f"{OFFICE}.wordprocessingml.document",
    f"{OFFICE}.spreadsheetml.sheet",
    f"{OFFICE}.presentationml.presentation",
    f"{OPEN_DOCUMENT}.text",
    f"{OPEN_DOCUMENT}.spreadsheet",
    f"{OPEN_DOCUMENT}.presentation",
    "text/csv",
    "text/plain",
}
"""Kinds of documents that partners exchange; nothing that a browser would run."""


class JointProjectsConfig(AppConfig):
    name = "parvis.domain.joint_projects"
    label = "joint_projects"
    verbose_name = _("joint projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts, say what is held about people and who reads documents, and how partners are merged."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.base.search.registry import Index, indexes  # noqa: PLC0415 -- same
        from parvis.core import bus  # noqa: PLC0415 -- same
        from parvis.domain.directory.events import OrganisationChanged  # noqa: PLC0415 -- same
        from parvis.domain.joint_projects import receivers, search_documents  # noqa: PLC0415 -- same
        from parvis.domain.joint_projects.combining import combined  # noqa: PLC0415 -- same
        from parvis.domain.joint_projects.enums import DOCUMENT_PURPOSE  # noqa: PLC0415 -- same
        from parvis.domain.joint_projects.events import JointProjectChanged  # noqa: PLC0415 -- same
        from parvis.domain.joint_projects.personal_data import JOINT_PROJECTS  # noqa: PLC0415 -- same
        from parvis.domain.joint_projects.rules import can_read_document_file  # noqa: PLC0415 -- same
        from parvis.domain.linking.registry import combining  # noqa: PLC0415 -- same

        personal_data.register("joint_projects", JOINT_PROJECTS)
        purposes.register(
            DOCUMENT_PURPOSE, Purpose(can_read=can_read_document_file, types=frozenset(TYPES), max_bytes=20_000_000)
        )
        combining.register("joint_projects.partner", combined)
        documents, keys = search_documents.project_documents, search_documents.project_keys
        indexes.register(search_documents.INDEX, Index(documents, keys, search_documents.FACETS))
        bus.subscribe(JointProjectChanged, receivers.index_project)
        bus.subscribe(OrganisationChanged, receivers.index_projects_of)
        for name, label in VERBS.items():
            verbs.register(name, label)
