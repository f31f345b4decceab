"""Themes and sectors."""

from django.db.models import QuerySet

from parvis.domain.reference.models import Sector, Theme


def themes_offered() -> QuerySet[Theme]:
    """Themes that can be chosen, in their order."""
    return Theme.objects.filter(is_active=True)


def all_themes() -> QuerySet[Theme]:
    """Themes for their administrators, retired ones too."""
    return Theme.objects.all()


def sectors_matching(text: str, *, limit: int = 20) -> QuerySet[Sector]:
    """Sectors by the beginning of their code, or by words of their name."""
    text = text.strip()
    if not text:
        return Sector.objects.none()
    if text[:1].isdigit():
        return Sector.objects.filter(code__istartswith=text)[:limit]
    found = Sector.objects.all()
    for word in text.split():
        found = found.filter(name__icontains=word)
    return found[:limit]
