"""Keeps the search index in step with joint projects, and with the names of their partners.

When the index cannot follow, the page of whoever wrote must not fail: the daily repair of the index makes up for it.
"""

import logging
from collections.abc import Iterable

from django.db import DatabaseError

from parvis.base.search.services import indexing
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.joint_projects.events import JointProjectChanged
from parvis.domain.joint_projects.models import Partner
from parvis.domain.joint_projects.search_documents import INDEX

logger = logging.getLogger("parvis.search")


def index_project(event: JointProjectChanged) -> None:
    """Index what was written or removed."""
    _index([event.project_id])


def index_projects_of(event: OrganisationChanged) -> None:
    """Projects are found by the names and places of their partners."""
    rows = Partner.objects.filter(organisation__in=event.ids).order_by()
    ids = list(rows.values_list("project_id", flat=True).distinct())
    if ids:
        _index(ids)


def _index(ids: Iterable[int]) -> None:
    try:
        indexing.index(INDEX, ids)
    except DatabaseError:
        logger.exception("the search index could not follow a change of joint projects")
