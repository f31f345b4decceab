"""Find organisations to point to: parents, duplicates."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q

from parvis.core.errors import InvalidInput
from parvis.domain.directory import identifiers
from parvis.domain.directory.drafts import IdentifierRow
from parvis.domain.directory.models import Identifier, Name, Organisation
from parvis.domain.directory.naming import fold
from parvis.domain.directory.selectors.search import DirectoryFilters, directory_stamp, search_organisations

SHOWN = 10


def organisations_named(text: str, *, exclude: Iterable[int] = (), limit: int = SHOWN) -> list[Organisation]:
    """Organisations that the text finds, as the search of the directory would; by its database before it is indexed."""
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    left_out = set(exclude)
    if directory_stamp() is None:
        return _by_words(text, left_out, limit)
    found = search_organisations(DirectoryFilters(text=text, page_size=limit + len(left_out))).organisations
    return [organisation for organisation in found if organisation.pk not in left_out][:limit]


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
    wanted = fold(name)
    candidates = organisations_named(name, limit=5 * SHOWN) if wanted else []
    other: dict[int, set[str]] = {organisation.pk: {fold(organisation.name)} for organisation in candidates}
    for row in Name.objects.filter(organisation__in=other).values_list("organisation_id", "text"):
        other[row[0]].add(fold(row[1]))
    return [organisation for organisation in candidates if wanted in other[organisation.pk]]


def _by_words(text: str, left_out: set[int], limit: int) -> list[Organisation]:
    """All of the words in one of the names, or one of the numbers; the important ones first."""
    numbers = Q()
    for scheme, value in identifiers.readings(text):
        numbers |= Q(scheme=scheme, value=value)
    name, other = Q(), Q()
    words = text.split()
    for word in [word for word in words if word.isascii()] or words:  # SQLite folds the case of ASCII alone
        name &= Q(name__icontains=word)
        other &= Q(text__icontains=word)
    fits = name | Q(Exists(Name.objects.filter(other, organisation=OuterRef("pk"))))
    if numbers:
        fits |= Q(Exists(Identifier.objects.filter(numbers, organisation=OuterRef("pk"))))
    rows = Organisation.objects.filter(fits).exclude(pk__in=left_out)
    return list(rows.order_by("-weight", "name", "pk")[:limit])
