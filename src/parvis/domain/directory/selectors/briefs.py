"""Organisations as lists and other pages name them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from parvis.core.addresses import page_of
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.models.organisation import KINDS


@dataclass(frozen=True, slots=True)
class Brief:
    """What a line says of an organisation, and what lines are ranked by; a whole row costs five times as much."""

    pk: int
    slug: str
    name: str
    kind: str
    city: str
    latitude: float | None
    longitude: float | None
    region_id: str | None
    weight: float

    def get_kind_display(self) -> str:
        """The kind in words."""
        return str(KINDS.get(self.kind, self.kind))

    def get_absolute_url(self) -> str:
        """The public page."""
        return page_of("directory:organisation", self.slug)


COLUMNS = ("pk", "slug", "name", "kind", "city", "latitude", "longitude", "region_id", "weight")
"""The columns of a Brief, in its order."""


def briefs(rows: QuerySet[Organisation]) -> list[Brief]:
    """The rows in brief; one query."""
    return [Brief(*row) for row in rows.values_list(*COLUMNS)]
