"""Themes and sectors."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from parvis.domain.reference.models import Sector, Theme


def themes_offered(also: Iterable[str] = ()) -> QuerySet[Theme]:
    """Themes that can be chosen, in their order, and those with the codes in `also` whether or not they are retired."""
    return Theme.objects.filter(Q(is_active=True) | Q(code__in=list(also)))


def all_themes() -> QuerySet[Theme]:
    """Themes for their administrators, retired ones too."""
    return Theme.objects.all()


def sectors_matching(text: str, *, limit: int | None = 20) -> QuerySet[Sector]:
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


def resolve_sector(text: str, *, shown: int = 8) -> tuple[Sector | None, list[Sector]]:
    """The sector that a code or words mean, or else the first candidates.

    A code may lack its dot or carry the name after it: "7211Z", "72.11Z Recherche-développement en biotechnologie".
    """
    words = text.split()
    code = words[0].upper() if words else ""
    if code.isalnum() and len(code) > 2 and code[:2].isdigit():
        code = f"{code[:2]}.{code[2:]}"
    exact = Sector.objects.filter(pk=code).first()
    if exact:
        return exact, []
    found = list(sectors_matching(text, limit=shown + 1))
    return (found[0], []) if len(found) == 1 else (None, found[:shown])
