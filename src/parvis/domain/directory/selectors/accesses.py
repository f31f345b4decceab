"""Rights over an organisation."""

from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation


def accesses_of(organisation: Organisation) -> list[Access]:
    """Who has which right, owners first."""
    rows = Access.objects.filter(organisation=organisation).select_related("user").order_by("user__email")
    return sorted(rows, key=lambda row: AccessLevel.values.index(row.level))
