"""Find organisations to point to: parents, duplicates."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.domain.directory import identifiers
from parvis.domain.directory.models import Identifier, Name, Organisation

SHOWN = 10


def organisations_named(text: str, *, exclude: Iterable[int] = (), limit: int = SHOWN) -> list[Organisation]:
    """Organisations with this number, or with all of these words in one of their names; the important ones first."""
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    found: QuerySet[Organisation] = Organisation.objects.exclude(pk__in=list(exclude))
    numbers = Q()
    for scheme, value in identifiers.readings(text):
        numbers |= Q(scheme=scheme, value=value)
    if numbers:
        numbered = found.filter(Exists(Identifier.objects.filter(numbers, organisation=OuterRef("pk"))))
        rows = list(numbered.order_by("-weight", "name", "pk")[:limit])
        if rows:
            return rows
    name, other = Q(), Q()
    for word in text.split()[:8]:
        name &= Q(name__icontains=word)
        other &= Q(text__icontains=word)
    named = Exists(Name.objects.filter(other, organisation=OuterRef("pk")))
    return list(found.filter(name | Q(named)).order_by("-weight", "name", "pk")[:limit])
