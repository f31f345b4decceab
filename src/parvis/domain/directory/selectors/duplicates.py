"""Organisations that a new one may be."""

from collections.abc import Sequence

from django.db.models import Q

from parvis.core.errors import InvalidInput
from parvis.domain.directory import identifiers
from parvis.domain.directory.drafts import IdentifierRow
from parvis.domain.directory.models import Identifier, Name, Organisation
from parvis.domain.directory.naming import fold

LOOKED_AT = 500
SHOWN = 10


def possible_duplicates(name: str, numbers: Sequence[IdentifierRow] = ()) -> list[Organisation]:
    """Organisations with one of the numbers, or with the same name but for case, accents and punctuation."""
    by_number = Q()
    for row in numbers:
        try:
            by_number |= Q(scheme=row.scheme, value=identifiers.clean(row.scheme, row.value))
        except InvalidInput:
            continue
    found: dict[int, Organisation] = {}
    if by_number:
        rows = Identifier.objects.filter(by_number).select_related("organisation").order_by("pk")[:SHOWN]
        found |= {row.organisation_id: row.organisation for row in rows}
    found |= {organisation.pk: organisation for organisation in _namesakes(name)}
    return list(found.values())[:SHOWN]


def _namesakes(name: str) -> list[Organisation]:
    """Candidates by their longest plain word, compared by their folded names."""
    wanted = fold(name)
    plain = [word for word in name.split() if word.isascii() and word.isalnum()]
    probe = max(plain, key=len, default="") or name[:1]
    if not wanted:
        return []
    main = Organisation.objects.filter(name__icontains=probe).order_by("-weight", "pk")[:LOOKED_AT]
    other = Name.objects.filter(text__icontains=probe).select_related("organisation").order_by("pk")[:LOOKED_AT]
    same = [organisation for organisation in main if fold(organisation.name) == wanted]
    return same + [row.organisation for row in other if fold(row.text) == wanted]
