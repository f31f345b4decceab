"""Who carries the numbers that a file names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from parvis.domain.directory.models import Identifier
from parvis.domain.sources.joining import OF_PARTS, ONE_EACH, IdentityIndex, Number

T = TypeVar("T")
CHUNK = 800
"""Values in one query; SQLite takes 32,766, but long lists of values plan slowly."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items, so many at a time."""
    ordered: Sequence[T] = list(items)
    for start in range(0, len(ordered), size):
        yield list(ordered[start : start + size])


def load_identities(numbers: Iterable[Number]) -> IdentityIndex:
    """An index of the organisations that carry one of these numbers, with what decides about joins."""
    index = IdentityIndex()
    by_scheme: dict[str, set[str]] = defaultdict(set)
    for scheme, value in numbers:
        by_scheme[scheme].add(value)
    for scheme, values in sorted(by_scheme.items()):
        for chunk in chunks(sorted(values)):
            rows = Identifier.objects.filter(scheme=scheme, value__in=chunk).order_by()
            for organisation, value in rows.values_list("organisation_id", "value"):
                index.add(organisation, [(scheme, value)])
    _load_deciding_numbers(index)
    return index


def _load_deciding_numbers(index: IdentityIndex) -> None:
    deciding = sorted({*ONE_EACH, *OF_PARTS, "siren"})
    for chunk in chunks(sorted(index.numbers)):
        rows = Identifier.objects.filter(organisation_id__in=chunk, scheme__in=deciding).order_by()
        for organisation, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
            index.add(organisation, [(scheme, value)])
