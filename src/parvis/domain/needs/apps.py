"""The needs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.needs.verbs import VERBS


class NeedsConfig(AppConfig):
    name = "parvis.domain.needs"
    label = "needs"
    verbose_name = _("needs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts and the source of calls, be found, say what is held, and hear of applications."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- models are ready only now
        from parvis.base.search.registry import Index, indexes  # noqa: PLC0415 -- same
        from parvis.core import bus  # noqa: PLC0415 -- same
        from parvis.domain.calls.events import ApplicationSubmitted  # noqa: PLC0415 -- same
        from parvis.domain.directory.events import OrganisationRenamed  # noqa: PLC0415 -- same
        from parvis.domain.directory.registry import sources  # noqa: PLC0415 -- same
        from parvis.domain.needs import eu_calls, events, receivers, search_documents  # noqa: PLC0415 -- same
        from parvis.domain.needs.personal_data import NOTICES  # noqa: PLC0415 -- same

        for name, label in VERBS.items():
            verbs.register(name, label)
        found = search_documents
        notices = Index(found.notice_documents, found.notice_keys, found.NOTICE_FACETS)
        calls = Index(found.opportunity_documents, found.opportunity_keys, found.OPPORTUNITY_FACETS)
        indexes.register(found.NOTICES, notices)
        indexes.register(found.OPPORTUNITIES, calls)
        sources.register(eu_calls.SOURCE, eu_calls.INFO)
        personal_data.register("needs", NOTICES)
        bus.subscribe(events.NoticeChanged, receivers.index_notice)
        bus.subscribe(events.OpportunityChanged, receivers.index_opportunity)
        bus.subscribe(OrganisationRenamed, receivers.index_of_renamed)
        bus.subscribe(ApplicationSubmitted, receivers.ask_application)
