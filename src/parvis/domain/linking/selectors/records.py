"""Organisations of the directory as the engine reads them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import Q, QuerySet

from parvis.domain.directory.enums import NameKind
from parvis.domain.directory.models import Identifier, Name, Organisation, Relation
from parvis.domain.linking.labelled import COMPARED
from parvis.engine.linkage import Record

TOGETHER = 2_000
COLUMNS = ("pk", "name", "city", "postcode", "country", "website")


def engine_records(organisations: QuerySet[Organisation]) -> Iterator[Record]:
    """A record for each organisation, by id; some queries for every two thousand."""
    ids = list(organisations.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        yield from _records(ids[start : start + TOGETHER])


def records_by_id(ids: Iterable[int]) -> dict[int, Record]:
    """The records of these organisations, absorbed ones too."""
    return {int(record.id): record for record in _records(sorted(set(ids)))}


def _records(ids: list[int]) -> Iterator[Record]:
    names = _grouped(Name.objects.filter(organisation__in=ids), "organisation_id", "text", "kind")
    numbers = Identifier.objects.filter(organisation__in=ids, scheme__in=COMPARED)
    identifiers = _grouped(numbers, "organisation_id", "scheme", "value")
    parents = _grouped(Relation.objects.filter(child__in=ids), "child_id", "parent__name")
    rows = Organisation.everything.filter(pk__in=ids).order_by("pk").values_list(*COLUMNS)
    for pk, name, city, postcode, country, website in rows:
        yield Record(
            id=str(pk),
            name=name,
            aliases=tuple(text for text, kind in names[pk] if kind != NameKind.ACRONYM),
            acronyms=tuple(text for text, kind in names[pk] if kind == NameKind.ACRONYM),
            city=city,
            postcode=postcode,
            country=country,
            website=website,
            parents=tuple(text for (text,) in parents[pk]),
            identifiers=tuple((scheme, value) for scheme, value in identifiers[pk]),
        )


def _grouped(rows: "QuerySet[Any]", owner: str, *columns: str) -> dict[int, list[tuple[str, ...]]]:
    found: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for pk, *values in rows.order_by("pk").values_list(owner, *columns):
        found[pk].append(tuple(values))
    return found


def as_json(record: Record) -> dict[str, Any]:
    """What is said in a record, as a judgement keeps it; without the number of the organisation."""
    return {name: value for name, value in asdict(record).items() if value and name != "id"}


def from_json(key: str, said: dict[str, Any]) -> Record:
    """The record that `as_json` wrote, under another id; what this version does not know is left out."""
    known = {name: said[name] for name in Record.__dataclass_fields__ if name in said}
    for name in ("aliases", "acronyms", "parents"):
        known[name] = tuple(known.get(name, ()))
    known["identifiers"] = tuple((scheme, value) for scheme, value in known.get("identifiers", ()))
    return Record(**{**known, "id": key, "name": known.get("name", "")})


def real_and_invented() -> tuple[QuerySet[Organisation], QuerySet[Organisation]]:
    """The two parts of a directory that are never compared with one another."""
    return Organisation.objects.filter(~Q(is_invented=True)), Organisation.objects.filter(is_invented=True)
