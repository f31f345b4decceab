"""Keeps the search index in step with needs and opportunities, and makes drafts of what applications ask for.

What was written is written by then: when the index cannot follow, the page of whoever wrote it must not fail. The error
is logged, and the daily repair of the index makes up for it.
"""

import logging
from collections.abc import Iterable

from django.db import DatabaseError

from parvis.base.search.services import indexing
from parvis.domain.calls.events import ApplicationSubmitted
from parvis.domain.directory.events import OrganisationRenamed
from parvis.domain.needs.events import NoticeChanged, OpportunityChanged
from parvis.domain.needs.models import Notice
from parvis.domain.needs.search_documents import NOTICES, OPPORTUNITIES
from parvis.domain.needs.services.asking import draft_needs

logger = logging.getLogger("parvis.search")


def index_notice(event: NoticeChanged) -> None:
    """Index what a notice says now, or forget it."""
    _index(NOTICES, [event.notice_id])


def index_opportunity(event: OpportunityChanged) -> None:
    """Index what a call says now, or forget it."""
    _index(OPPORTUNITIES, [event.opportunity_id])


def index_of_renamed(event: OrganisationRenamed) -> None:
    """Needs and offers are found by the name of their organisation."""
    _index(NOTICES, Notice.objects.filter(organisation=event.id).order_by("pk").values_list("pk", flat=True))


def ask_application(event: ApplicationSubmitted) -> None:
    """What an application asks for becomes a draft that the applicant may publish."""
    draft_needs(application_id=event.application_id, version=event.version)


def _index(name: str, keys: Iterable[int]) -> None:
    try:
        indexing.index(name, keys)
    except DatabaseError:
        logger.exception("the search index could not follow a change of %s", name)
