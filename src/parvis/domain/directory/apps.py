"""The directory app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import Purpose, purposes
from parvis.domain.directory.verbs import VERBS


class DirectoryConfig(AppConfig):
    name = "parvis.domain.directory"
    label = "directory"
    verbose_name = _("directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the directory does to the foundations."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.base.forms.registry import companies  # noqa: PLC0415 -- same
        from parvis.base.search.registry import Index, indexes  # noqa: PLC0415 -- same
        from parvis.core import bus  # noqa: PLC0415 -- same
        from parvis.domain.directory import events, receivers, search_documents  # noqa: PLC0415 -- same
        from parvis.domain.directory.personal_data import ENTRIES  # noqa: PLC0415 -- same
        from parvis.domain.directory.selectors.companies import company_with  # noqa: PLC0415 -- same
        from parvis.domain.reference.events import ThemeRenamed  # noqa: PLC0415 -- same

        for name, label in VERBS.items():
            verbs.register(name, label)
        documents, keys = search_documents.organisation_documents, search_documents.organisation_keys
        indexes.register(search_documents.INDEX, Index(documents, keys, search_documents.FACETS))
        bus.subscribe(events.OrganisationChanged, receivers.index_changed)
        bus.subscribe(events.OrganisationRemoved, receivers.forget_removed)
        bus.subscribe(events.OrganisationRenamed, receivers.index_family)
        bus.subscribe(ThemeRenamed, receivers.index_theme)
        purposes.register("directory.logo", LOGO)
        personal_data.register("directory", ENTRIES)
        companies.register("directory", company_with)


LOGO = Purpose(can_read=lambda _actor, _file: True, public=True, max_bytes=4_000_000)
