"""What stored records say, and who carries the numbers that they name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from django.db.models import Q

from parvis.domain.directory.models import Identifier
from parvis.domain.linking.keys import Key
from parvis.domain.registers.facts import Facts
from parvis.domain.registers.joining import OF_PARTS, ONE_EACH, IdentityIndex, Number
from parvis.domain.registers.materialise import SaidBy
from parvis.domain.sources.models import SourceRecord

T = TypeVar("T")
CHUNK = 800
"""Values in one query; SQLite takes 32,766, but long lists of values plan slowly."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items, so many at a time."""
    ordered: Sequence[T] = list(items)
    for start in range(0, len(ordered), size):
        yield list(ordered[start : start + size])


def said_of(which: Q) -> dict[int, list[SaidBy]]:
    """What these stored records say, by organisation, in the order in which they came."""
    found: dict[int, list[SaidBy]] = defaultdict(list)
    rows = SourceRecord.objects.filter(which).order_by("pk")
    columns = ("organisation_id", "source", "source_on", "facts", "pk", "has_unresolved")
    for organisation, source, on, said, pk, waits in rows.values_list(*columns):
        found[organisation].append(SaidBy(source, on, Facts.from_json(said), pk, waits))
    return found


def record_owners(keys: Iterable[Key]) -> dict[Key, int]:
    """The organisation of each of these records that is there."""
    by_source: dict[str, set[str]] = defaultdict(set)
    for source, key in keys:
        by_source[source].add(key)
    found: dict[Key, int] = {}
    for source, values in by_source.items():
        for chunk in chunks(sorted(values)):
            rows = SourceRecord.objects.filter(source=source, source_key__in=chunk).order_by("pk")
            found |= {Key(source, key): pk for key, pk in rows.values_list("source_key", "organisation_id")}
    return found


def load_identities(numbers: Iterable[Number], index: IdentityIndex | None = None) -> IdentityIndex:
    """An index of the organisations that carry one of these numbers, with what decides about joins.

    Adds to `index` where one is given what it was not asked before.
    """
    index = index or IdentityIndex()
    known = set(index.numbers)
    by_scheme: dict[str, set[str]] = defaultdict(set)
    for scheme, value in set(numbers) - index.asked:
        by_scheme[scheme].add(value)
        index.asked.add((scheme, value))
    for scheme, values in sorted(by_scheme.items()):
        for chunk in chunks(sorted(values)):
            rows = Identifier.objects.filter(scheme=scheme, value__in=chunk).order_by()
            for organisation, value in rows.values_list("organisation_id", "value"):
                index.add(organisation, [(scheme, value)])
    _load_deciding_numbers(index, index.numbers.keys() - known)
    return index


def _load_deciding_numbers(index: IdentityIndex, handles: Iterable[int]) -> None:
    deciding = sorted({*ONE_EACH, *OF_PARTS, "siren"})
    for chunk in chunks(sorted(handles)):
        rows = Identifier.objects.filter(organisation_id__in=chunk, scheme__in=deciding).order_by()
        for organisation, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
            index.add(organisation, [(scheme, value)])
