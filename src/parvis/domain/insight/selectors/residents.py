"""Residents, and those of them that nobody works with yet."""

from dataclasses import dataclass

from django.db.models import QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.cohorts.enums import CohortState
from parvis.domain.cohorts.models import CohortMember
from parvis.domain.directory.models import Organisation
from parvis.domain.insight.selectors.ties import NO_FILTERS, network


def resident_ids() -> "QuerySet[CohortMember, int]":
    """Members of published cohorts, each once."""
    rows = CohortMember.objects.filter(cohort__state=CohortState.PUBLISHED).order_by()
    return rows.values_list("organisation_id", flat=True).distinct()


@dataclass(frozen=True, slots=True)
class Lonely:
    """The residents that are tied to nobody, as far as the reader sees, and how many residents there are."""

    organisations: QuerySet[Organisation]
    residents: int


def residents_without_ties(actor: Actor) -> Lonely:
    """Neither a funded project, nor a joint project, nor an introduction after which they met; by name."""
    residents = set(resident_ids())
    tied = set(network(actor, NO_FILTERS).ids.tolist())
    rows = Organisation.objects.filter(pk__in=residents - tied).order_by("name", "pk")
    return Lonely(rows, len(residents))
