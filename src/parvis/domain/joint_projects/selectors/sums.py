"""What was asked for projects, and what came."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from parvis.domain.joint_projects.enums import FundingState
from parvis.domain.joint_projects.models import Funding


@dataclass(frozen=True, slots=True)
class Sums:
    """Euros that are asked and not decided, and that were granted."""

    asked: Decimal = Decimal(0)
    granted: Decimal = Decimal(0)


def sums_of(project_ids: Collection[int]) -> dict[int, Sums]:
    """By project, those without any money left out; one query."""
    rows = Funding.objects.filter(project__in=project_ids).order_by().values("project_id")
    rows = rows.annotate(
        asked=Sum("amount", filter=Q(state=FundingState.ASKED)),
        granted=Sum("amount", filter=Q(state=FundingState.GRANTED)),
    )
    return {
        row["project_id"]: Sums(row["asked"] or Decimal(0), row["granted"] or Decimal(0))
        for row in rows
        if row["asked"] or row["granted"]
    }
