"""Whether suggestions are being worked out, and how the last runs went."""

from django.db.models import QuerySet

from parvis.base.jobs.enums import ENDED
from parvis.base.jobs.models import Job
from parvis.base.jobs.registry import label_of
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.jobs import (
    EVERYBODY,
    FOR_NOTICE,
    FOR_OPPORTUNITY,
    FOR_ORGANISATION,
    WORKING_OUT,
    key_of,
)
from parvis.domain.needs.models import Notice, Opportunity


def is_waiting_for_notice(notice: Notice) -> bool:
    """True while suggestions for the need or the offer are being worked out, or wait for that."""
    return _is_under_way(key_of(FOR_NOTICE, notice.pk))


def is_waiting_for_opportunity(opportunity: Opportunity, organisation: Organisation | None) -> bool:
    """The same for a call to partner for."""
    return _is_under_way(key_of(FOR_OPPORTUNITY, opportunity.pk, organisation.pk if organisation else None))


def is_waiting_for_organisation(organisation: Organisation) -> bool:
    """The same for an organisation, alone or with all others."""
    return _is_under_way(key_of(FOR_ORGANISATION, organisation.pk), EVERYBODY)


def runs() -> QuerySet[Job]:
    """The jobs that worked suggestions out, the newest first."""
    return Job.objects.filter(name__in=WORKING_OUT).select_related("progress").order_by("-pk")


def name_of(run: Job) -> str:
    """What a run was for."""
    return str(label_of(run.name))


def _is_under_way(*keys: str) -> bool:
    return Job.objects.filter(key__in=keys).exclude(state__in=ENDED).exists()
