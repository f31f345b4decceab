"""How many organisations have a theme or a sector."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parvis.domain.directory.models import Organisation
from parvis.domain.reference.models import Sector
from parvis.domain.reference.selectors.topics import sectors_matching


def theme_counts() -> dict[int, int]:
    """Organisations by theme."""
    rows = Organisation.themes.through.objects.values("theme_id").annotate(count=Count("pk")).order_by()
    return {row["theme_id"]: row["count"] for row in rows}


def sectors_with_counts(text: str) -> QuerySet[Sector]:
    """Sectors that fit the text, or all, each with its `organisations`."""
    found = sectors_matching(text, limit=None) if text else Sector.objects.all()
    own = Organisation.objects.filter(sector=OuterRef("pk")).order_by().values("sector").annotate(count=Count("pk"))
    counted = Coalesce(Subquery(own.values("count"), output_field=IntegerField()), 0)
    return found.annotate(organisations=counted).order_by("code")
